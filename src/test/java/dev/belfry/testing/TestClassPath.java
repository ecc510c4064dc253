package dev.belfry.testing;

/** The class path of the tests, for programs that they start. */
public final class TestClassPath {
  private TestClassPath() {}

  /** Surefire's own is a jar that only names it. */
  public static String get() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}

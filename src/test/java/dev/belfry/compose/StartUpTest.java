package dev.belfry.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.belfry.post.Network;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a command that measures plain text must not wait for. */
class StartUpTest {

  @Test
  void plain_text_is_measured_without_icu_and_without_twitter_text() throws Exception {
    Class<?> rules = new WithoutLibraries().loadClass(TextRules.class.getName());
    for (Network network : Network.values()) {
      Object ofNetwork = rules.getMethod("of", Network.class).invoke(null, network);
      Object measure =
          rules.getMethod("measure", String.class).invoke(ofNetwork, "Plain — “text”!");
      assertThat(measure).hasToString(TextRules.of(network).measure("Plain — “text”!").toString());
    }
  }

  @Test
  void the_loader_of_this_test_really_keeps_the_libraries_out() throws Exception {
    Class<?> rules = new WithoutLibraries().loadClass(TextRules.class.getName());
    Object x = rules.getMethod("of", Network.class).invoke(null, Network.X);
    assertThatThrownBy(() -> rules.getMethod("measure", String.class).invoke(x, "example.com"))
        .hasRootCauseInstanceOf(ClassNotFoundException.class);
  }

  private static final class WithoutLibraries extends ClassLoader {
    WithoutLibraries() {
      super(StartUpTest.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (name.startsWith("com.ibm.icu.") || name.startsWith("com.twitter.")) {
        throw new ClassNotFoundException(name);
      }
      if (!name.startsWith("dev.belfry.compose.")) {
        return super.loadClass(name, resolve);
      }
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : defined(name);
    }

    private Class<?> defined(String name) throws ClassNotFoundException {
      String file = name.replace('.', '/') + ".class";
      try (InputStream in = Objects.requireNonNull(getParent().getResourceAsStream(file))) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}

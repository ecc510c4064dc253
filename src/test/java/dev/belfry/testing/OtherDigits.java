package dev.belfry.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.Locale;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The tests of the class run where numbers are written ۱۲۳, as on a machine in Iran, and with no
 * other beside them, since the locale is the whole JVM's. It is put back however they end.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Isolated
@ExtendWith(OtherDigits.InIran.class)
public @interface OtherDigits {
  /** Sets the locale before each test and puts it back behind it. */
  final class InIran implements BeforeEachCallback, AfterEachCallback {
    private final Locale usual = Locale.getDefault(Locale.Category.FORMAT);

    @Override
    public void beforeEach(ExtensionContext test) {
      Locale.setDefault(Locale.Category.FORMAT, new Locale("fa", "IR"));
      assertThat("%d".formatted(123)).isEqualTo("۱۲۳");
    }

    @Override
    public void afterEach(ExtensionContext test) {
      Locale.setDefault(Locale.Category.FORMAT, usual);
    }
  }
}

package dev.belfry.networks.http;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says in a sentence why there is no answer. Nothing that the other side sent is repeated: it may
 * be anything.
 */
final class WhyNoAnswer {
  private static final int DEEPEST = 20; // a chain of causes may be a ring

  private WhyNoAnswer() {}

  static String late(String host, Duration within) {
    return "%s gave no whole answer within %s".formatted(host, inWords(within));
  }

  static String failed(String host, @Nullable Throwable thrown) {
    if (has(thrown, UnresolvedAddressException.class)) {
      return "there is no server %s, or this machine is offline".formatted(host);
    } else if (has(thrown, ConnectException.class)) {
      return "%s takes no connections".formatted(host);
    } else if (has(thrown, CertificateException.class)) {
      return certificate(host, thrown);
    } else if (has(thrown, SSLException.class)) {
      return "no secure connection to %s came about, or it broke".formatted(host);
    } else if (has(thrown, BoundedBody.TooLong.class)) {
      return "%s answered with more than %d bytes".formatted(host, Exchange.LONGEST);
    } else if (has(thrown, ProtocolException.class)) {
      return "%s answered with something that is not HTTP".formatted(host);
    } else if (has(thrown, IOException.class)) {
      return "%s broke off the connection before its answer was complete".formatted(host);
    }
    return "%s answered with something that can't be read".formatted(host);
  }

  /** What is wrong with it is what somebody has to mend: here, there, or in the address. */
  private static String certificate(String host, @Nullable Throwable thrown) {
    if (has(thrown, CertificateExpiredException.class)
        || has(thrown, CertificateNotYetValidException.class)) {
      return "%s has a certificate that is out of date, or this machine's clock is wrong"
          .formatted(host);
    }
    return has(thrown, CertPathBuilderException.class)
        ? "%s has a certificate from nobody whom this machine trusts, so it may be anybody"
            .formatted(host)
        : "%s has a certificate for another name, so it may be another server".formatted(host);
  }

  private static boolean has(@Nullable Throwable thrown, Class<? extends Throwable> type) {
    return Stream.iterate(thrown, t -> t != null, t -> t == null ? null : t.getCause())
        .limit(DEEPEST)
        .anyMatch(type::isInstance);
  }

  private static String inWords(Duration within) {
    return within.toMillisPart() == 0 ? within.toSeconds() + " s" : within.toMillis() + " ms";
  }
}

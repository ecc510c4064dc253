package dev.belfry.networks.x;

import static org.assertj.core.api.Assertions.assertThat;

import dev.belfry.testing.OtherDigits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Regression: X was told of an address with other digits, which no app has among its own. */
@OtherDigits
final class RedirectListenerTest {
  @Test
  void the_address_to_come_back_to_is_the_same_in_every_locale() throws IOException {
    // It listens in vain, for the port is taken; that changes nothing of its address.
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        RedirectListener listener =
            new RedirectListener(taken.getLocalPort(), new CompletableFuture<>())) {
      assertThat(listener.redirectUri())
          .isEqualTo("http://127.0.0.1:" + taken.getLocalPort() + "/callback");
    }
  }
}

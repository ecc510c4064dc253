package dev.belfry.testing.network;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;

/**
 * A fake network as a process of its own; ends by a signal.
 *
 * <p>Arguments: the guarantee, the seed, and the file of its record. It prints its URL once it
 * answers.
 */
public final class FakeNetworkProcess {
  private FakeNetworkProcess() {}

  public static void main(String... args) throws IOException, InterruptedException {
    OutputStream record =
        Files.newOutputStream(
            Path.of(args[2]), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    FakeNetwork network =
        FakeNetwork.start(Guarantee.valueOf(args[0]), 0, Long.parseLong(args[1]), record);
    System.out.println(network.url());
    new CountDownLatch(1).await();
  }
}

package dev.belfry.testing.network;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the three networks on loopback, as far as Belfry speaks with it, after what its documents
 * and real servers say. It takes posts as well or as badly as it is told, and remembers everything.
 * The one contract suite runs against each. Thread-safe.
 */
public interface FakeApi extends AutoCloseable {

  /** The base URL of the API. */
  String url();

  /** How requests that publish are treated. */
  Behaviours posts();

  /** How requests that look are treated. */
  Behaviours looks();

  /** How uploads of media are treated. */
  Behaviours uploads();

  /** What can be seen of the account now, in the order in which it was accepted. */
  List<Live> live();

  /** Every request that came in, whatever was made of it, in order. */
  List<Asked> asked();

  /**
   * From now on the access token that is in use is refused with 401, until it was exchanged for a
   * fresher one where the network knows how.
   */
  void expireTokens();

  /** The next reply to a post answers, in this network's form, something other than was asked. */
  void mistakeNextParent();

  @Override
  void close();

  /**
   * A post that can be seen.
   *
   * @param id as the network names it to its clients
   * @param parent the id of what it answers; null for none
   */
  record Live(String id, String text, @Nullable String parent, List<Picture> pictures) {
    public Live {
      pictures = List.copyOf(pictures);
    }
  }

  /**
   * An image on it.
   *
   * @param sha256 of the bytes that were uploaded, in hexadecimal
   */
  record Picture(String sha256, String alt) {}
}

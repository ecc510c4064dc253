package dev.belfry.account;

import java.util.function.UnaryOperator;

/** Where the keys are kept that seal credentials: outside of the database. Thread-safe. */
public interface Keys {

  /**
   * The keys that there are; none where nothing is kept yet.
   *
   * @throws CredentialsUnreadable where they can't be read, or can be read by others; the message
   *     says what to do
   */
  Keyring read();

  /**
   * Changes what is kept, in one step: whoever reads meanwhile finds all of the old or all of the
   * new, and two who change it do so one after the other.
   *
   * @throws CredentialsUnreadable as {@link #read} does, or where they can't be written
   */
  Keyring change(UnaryOperator<Keyring> change);

  /** What a person is told of where they are: the path of a file. */
  String place();
}

package dev.belfry.model;

/** How a story names things. */
final class Words {
  private Words() {}

  static String of(Outcome outcome, int id) {
    return switch (outcome) {
      case NONE -> "nothing";
      case POSTED -> "live as id " + id;
      case NOT_SENT -> "not sent";
      case GIVEN_UP -> "still not there";
      case REFUSED -> "refused for good";
      case UNCONFIRMED -> "no telling";
    };
  }
}

package dev.belfry.compose.moving;

/**
 * A folder of post files.
 *
 * @param place where it was when it was synced last
 * @param by who synced it then
 */
public record MovedFolder(String folder, String place, String by) implements HouseLine {
  public MovedFolder {
    Absent.refuse("folder", folder);
    Absent.refuse("place", place);
    Absent.refuse("by", by);
  }

  @Override
  public void giveTo(TakeEach taker) {
    taker.take(this);
  }
}

package dev.belfry.compose;

/**
 * A value of a file as it was written.
 *
 * @param place where it stands, for people: {@code line 3, column 5}
 */
public record Written(String text, String place) {}

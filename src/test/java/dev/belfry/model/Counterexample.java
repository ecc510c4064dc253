package dev.belfry.model;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How a promise is broken in as few steps as can be.
 *
 * @param story what happens, from the start on
 */
record Counterexample(String promise, List<String> story) {
  Counterexample {
    story = List.copyOf(story);
  }

  @Override
  public String toString() {
    return IntStream.range(0, story.size())
        .mapToObj(i -> "%3d. %s".formatted(i + 1, story.get(i)))
        .collect(Collectors.joining("\n", "Broken: " + promise + "\n", "\n"));
  }
}

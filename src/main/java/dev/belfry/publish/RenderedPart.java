package dev.belfry.publish;

import dev.belfry.post.Part;
import dev.belfry.post.Problem;
import java.util.List;

/**
 * A part as a network will get it, measured by its rules.
 *
 * @param position from 1
 * @param part in the network's own wording
 * @param length in {@code unit}s, as the network counts
 * @param limit the most that the network takes
 * @param unit what is counted: {@code characters}, {@code graphemes} or {@code bytes}
 * @param fitsUpTo the UTF-16 index of its text where the limit falls; the text's length where it is
 *     not too long
 * @param problems why the network would refuse it; empty where it would not
 * @param body the request, but for what is known only at release
 */
public record RenderedPart(
    int position,
    Part part,
    int length,
    int limit,
    String unit,
    int fitsUpTo,
    List<Problem> problems,
    String body) {
  public RenderedPart {
    problems = List.copyOf(problems);
  }
}

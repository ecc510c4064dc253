package dev.belfry.publish;

import dev.belfry.compose.Measure;
import dev.belfry.compose.TextRules;
import dev.belfry.compose.WhyUnfit;
import dev.belfry.media.MediaLimits;
import dev.belfry.post.Part;
import dev.belfry.post.Problem;
import java.util.ArrayList;
import java.util.List;

/** Measures a part by a network's rules, for that network's renderer. */
public final class MeasurePart {
  private MeasurePart() {}

  /**
   * The part measured as below, with what the network takes of media where nothing else is known.
   */
  public static RenderedPart measure(TextRules rules, int position, Part part, String body) {
    return measure(rules, MediaLimits.of(rules.network()), position, part, body);
  }

  /**
   * The part measured in the network's own wording, with everything that the network would refuse
   * about it.
   *
   * @param limits what it takes of media
   * @param body the part's request, but for what is known only at release
   */
  public static RenderedPart measure(
      TextRules rules, MediaLimits limits, int position, Part part, String body) {
    Part sent = part.on(rules.network());
    Measure measure = rules.measure(sent.text());
    return new RenderedPart(
        position,
        sent,
        measure.length(),
        measure.limit(),
        measure.unit(),
        measure.fitsUpTo(),
        problems(rules, limits, measure, sent),
        body);
  }

  private static List<Problem> problems(
      TextRules rules, MediaLimits limits, Measure measure, Part part) {
    List<Problem> problems = new ArrayList<>();
    boolean mayBeBlank = !part.media().isEmpty() && part.text().isBlank();
    if (!measure.fits() && !mayBeBlank) {
      WhyUnfit.explain(part.text(), rules).ifPresent(problems::add);
    }
    problems.addAll(limits.problems(part.media()));
    return problems;
  }
}

package dev.belfry.compose;

import dev.belfry.media.Fit;
import dev.belfry.media.MediaFile;
import dev.belfry.media.MediaLimits;
import dev.belfry.media.ProbeMedia;
import dev.belfry.post.Attachment;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Media;
import dev.belfry.post.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the media of one post, each file once, and checks their alt texts. */
public final class ReadMedia {
  /**
   * Whether every medium needs an alt text, but for those of which it is said that they go without.
   */
  public enum AltText {
    REQUIRED,
    OPTIONAL
  }

  /** Tells what is known of a medium that is stored already. */
  @FunctionalInterface
  public interface FindStored {
    /** For where nothing is stored, or nothing stored can be meant. */
    FindStored NOTHING = sha256 -> Optional.empty();

    Optional<Media> find(String sha256);
  }

  private static final String MISSING =
      "the alt text is missing; say what is to be seen with --alt \"…\" (in a file: alt: …), or that"
          + " it goes without with --no-alt (no-alt: true)";

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");

  private final AltText altText;
  private final FindStored stored;
  private final Fit fit;
  private final Map<Path, Media> byPath = new HashMap<>();
  private final Map<String, MediaFile> byHash = new LinkedHashMap<>();

  ReadMedia(AltText altText, FindStored stored, Fit fit) {
    this.altText = altText;
    this.stored = stored;
    this.fit = fit;
  }

  /** The media that came from files so far, each once. */
  List<MediaFile> files() {
    return List.copyOf(byHash.values());
  }

  /** The attachments of a part; those with problems are left out, and the problems added. */
  List<Attachment> attachments(List<RawMedia> raws, String place, ProblemList problems) {
    List<Attachment> attachments = new ArrayList<>();
    for (RawMedia raw : raws) {
      checkAlt(raw)
          .ifPresent(
              refusal ->
                  problems.add(inside(place, new Problem(raw.source().toString(), refusal))));
      try {
        attachments.add(new Attachment(media(raw.source()), raw.alt()));
      } catch (InvalidInput e) {
        e.problems().forEach(problem -> problems.add(inside(place, problem)));
      }
    }
    return attachments;
  }

  private Optional<String> checkAlt(RawMedia raw) {
    if (raw.alt().isBlank()) {
      return raw.noAlt() || altText == AltText.OPTIONAL ? Optional.empty() : Optional.of(MISSING);
    }
    if (raw.noAlt()) {
      return Optional.of("it has an alt text, and says that it goes without (no-alt)");
    }
    int length = raw.alt().codePointCount(0, raw.alt().length());
    if (length > MediaLimits.LONGEST_ALT) {
      return Optional.of(
          "the alt text has %d characters; no network takes more than %d"
              .formatted(length, MediaLimits.LONGEST_ALT));
    }
    return CheckCharacters.refusal("the alt text", raw.alt());
  }

  private Media media(RawMedia.Source source) {
    return source.fold(file -> byPath.computeIfAbsent(file, this::probe), this::known);
  }

  private Media known(String sha256) {
    Optional<Media> known =
        SHA_256.matcher(sha256).matches() ? stored.find(sha256) : Optional.empty();
    return known.orElseThrow(
        () ->
            new InvalidInput(
                "sha256 " + sha256,
                "nothing is stored under this hash; belfry media list shows what is"));
  }

  private Media probe(Path file) {
    MediaFile probed = ProbeMedia.probe(file, fit);
    byHash.putIfAbsent(probed.media().sha256(), probed);
    return probed.media();
  }

  private static Problem inside(String place, Problem problem) {
    return place.isEmpty() ? problem : problem.in(place);
  }
}

package dev.belfry.compose;

import dev.belfry.post.CheckName;
import dev.belfry.post.Language;
import dev.belfry.post.Presentation;
import dev.belfry.post.Visibility;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.representer.StandardRepresenter;

/** {@link FrontMatter} to YAML. */
final class WriteFrontMatter {
  private static final DumpSettings SETTINGS =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setUseUnicodeEncoding(true)
          .setSplitLines(false)
          .setIndent(4)
          .setIndicatorIndent(2)
          .build();

  private WriteFrontMatter() {}

  /** What there is to say above the post's text; nothing where there is nothing. */
  static String of(RawPost post, Path folder) {
    Map<String, Object> fields = new LinkedHashMap<>();
    putIfSaid(fields, "key", post.key());
    if (!post.to().isEmpty()) {
      fields.put("to", post.to());
    }
    putIfSaid(fields, "at", post.at());
    putIfSaid(fields, "zone", post.zone());
    putPresentation(fields, post.presentation());
    putTerms(fields, post.terms());
    List<Map<String, Object>> media = media(post, folder);
    if (!media.isEmpty()) {
      fields.put("media", media);
    }
    return fields.isEmpty() ? "" : new Dump(SETTINGS, new OnOneLine()).dumpToString(fields);
  }

  private static void putPresentation(Map<String, Object> fields, Presentation presentation) {
    List<String> quotes = List.copyOf(presentation.quotes().values());
    if (!quotes.isEmpty()) {
      fields.put("quote", quotes.size() == 1 ? quotes.get(0) : quotes);
    }
    Visibility visibility = presentation.visibility();
    putIfSaid(fields, "visibility", visibility == null ? null : visibility.word());
    Language language = presentation.language();
    putIfSaid(fields, "language", language == null ? null : language.tag());
    putIfSaid(fields, "warning", presentation.warning());
  }

  private static void putTerms(Map<String, Object> fields, RawTerms terms) {
    putIfSaid(fields, "not-before", terms.notBefore());
    if (!terms.skips().isEmpty()) {
      fields.put("skip-checks", terms.skips().stream().map(CheckName::word).toList());
    }
  }

  private static List<Map<String, Object>> media(RawPost post, Path folder) {
    List<Map<String, Object>> list = new ArrayList<>();
    for (int part = 1; part <= post.parts().size(); part++) {
      for (RawMedia media : post.parts().get(part - 1).media()) {
        Map<String, Object> fields = new LinkedHashMap<>();
        media
            .source()
            .fold(
                file -> fields.put("file", relative(file, folder)),
                sha256 -> fields.put("sha256", sha256));
        if (media.alt().isEmpty() && media.noAlt()) {
          fields.put("no-alt", true);
        } else {
          fields.put("alt", media.alt());
        }
        if (post.parts().size() > 1) {
          fields.put("part", part);
        }
        list.add(fields);
      }
    }
    return list;
  }

  /** What is elsewhere is written in full: relative to the post file it would be another file. */
  private static String relative(Path file, Path folder) {
    Path written = file.startsWith(folder) ? folder.relativize(file) : file.toAbsolutePath();
    return written.toString();
  }

  private static void putIfSaid(Map<String, Object> fields, String name, @Nullable String value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  /**
   * Texts of several lines in double quotes. The library's own choice, a literal block, is not read
   * back where the lines are blank or begin with spaces.
   */
  private static final class OnOneLine extends StandardRepresenter {
    OnOneLine() {
      super(SETTINGS);
      representers.put(String.class, text -> representScalar(Tag.STR, (String) text, style(text)));
    }

    private static ScalarStyle style(Object text) {
      return text.toString().indexOf('\n') < 0 ? ScalarStyle.PLAIN : ScalarStyle.DOUBLE_QUOTED;
    }
  }
}

package dev.belfry.compose;

import dev.belfry.post.InvalidInput;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * YAML without what makes it dangerous: no anchors and aliases (a few lines of them are a bomb), no
 * tags, no deep nesting. Every problem has its line and column.
 */
public final class PlainYaml {
  private static final int DEEPEST = 8;
  private static final int MOST_CODE_POINTS = 256 * 1024;

  private PlainYaml() {}

  /**
   * The document's tree; empty where nothing stands in it.
   *
   * @throws InvalidInput where it is not YAML, or more than plain YAML
   */
  public static Optional<Node> compose(String yaml) {
    if (yaml.codePointCount(0, yaml.length()) > MOST_CODE_POINTS) {
      throw new InvalidInput(
          "", String.format(Locale.ROOT, "more than %,d characters of YAML", MOST_CODE_POINTS));
    }
    LoadSettings settings = settings(yaml);
    try {
      // The composer descends by recursion: what is too deep for it must be found before.
      refuseMoreThanPlain(yaml, settings);
      return new Compose(settings).composeString(yaml);
    } catch (ReaderException e) {
      throw new InvalidInput(
          placeOf(yaml, e.getPosition()),
          String.format(Locale.ROOT, "the character U+%04X may not stand here", e.getCodePoint()));
    } catch (MarkedYamlEngineException e) {
      throw new InvalidInput(
          e.getProblemMark().map(PlainYaml::place).orElse(""), notYaml(e.getProblem()));
    }
  }

  private static String notYaml(String problem) {
    return problem.contains("TAB")
        ? "a tab may not stand here; YAML is set in with blanks"
        : "not YAML: " + problem;
  }

  /** {@code line 3, column 5}. */
  public static String place(Node node) {
    return node.getStartMark().map(PlainYaml::place).orElse("");
  }

  /** Whether nothing stands there, or the word {@code null}. */
  public static boolean isNull(Node node) {
    return node.getTag().equals(Tag.NULL);
  }

  private static String place(Mark mark) {
    return place(mark.getLine(), mark.getColumn());
  }

  private static String place(int line, int column) {
    return "line " + (line + 1) + ", column " + (column + 1);
  }

  private static String placeOf(String yaml, int codePoints) {
    int at =
        yaml.offsetByCodePoints(0, Math.min(codePoints, yaml.codePointCount(0, yaml.length())));
    String before = yaml.substring(0, at);
    int line = (int) before.chars().filter(c -> c == '\n').count();
    return place(line, at - before.lastIndexOf('\n') - 1);
  }

  /** One buffer for all: the reader (2.10) fails on an emoji that lies across two. */
  private static LoadSettings settings(String yaml) {
    return LoadSettings.builder()
        .setCodePointLimit(MOST_CODE_POINTS)
        .setMaxAliasesForCollections(0)
        .setBufferSize(yaml.length() + 1)
        .build();
  }

  private static void refuseMoreThanPlain(String yaml, LoadSettings settings) {
    int depth = 0;
    for (Event event : new Parse(settings).parseString(yaml)) {
      String place = event.getStartMark().map(PlainYaml::place).orElse("");
      if (event instanceof NodeEvent node && (node.getAnchor().isPresent() || isAlias(event))) {
        throw new InvalidInput(place, "anchors and aliases (& and *) are not taken; write it out");
      }
      if (isTagged(event)) {
        throw new InvalidInput(place, "tags (!) are not taken; put the text in quotes");
      }
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      if (depth > DEEPEST) {
        throw new InvalidInput(place, "nested too deeply");
      }
    }
  }

  private static boolean isAlias(Event event) {
    return event instanceof AliasEvent;
  }

  private static boolean isTagged(Event event) {
    return (event instanceof ScalarEvent scalar && scalar.getTag().isPresent())
        || (event instanceof CollectionStartEvent start && start.getTag().isPresent());
  }
}

package dev.belfry.compose.formats;

import dev.belfry.compose.ProblemList;
import dev.belfry.post.InvalidInput;
import dev.belfry.post.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MappingIterator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a file of X's archive, element by element: JavaScript that is never run. It assigns an
 * array, which is JSON.
 */
enum ArchiveArray {
  POSTS("tweets", "posts"),
  LONG_TEXTS("note_tweet", "long texts");

  private static final JsonMapper JSON = JsonMapper.shared();

  /** What an assignment takes before its array begins, in bytes. */
  private static final int LONGEST_BEGINNING = 200;

  private final String name;
  private final String what;

  ArchiveArray(String name, String what) {
    this.name = name;
    this.what = what;
  }

  /**
   * Reads it to its end, or to where it is broken.
   *
   * @param place what stands before the places of problems
   * @param take may throw {@link InvalidInput}
   */
  void read(InputStream in, String place, Consumer<JsonNode> take, ProblemList problems) {
    int skipped = 0;
    try {
      skipped = skipAssignment(in, place);
      MappingIterator<JsonNode> elements = JSON.readerFor(JsonNode.class).readValues(in);
      while (elements.hasNextValue()) {
        take.accept(elements.nextValue());
      }
    } catch (JacksonException e) {
      problems.add(
          new Problem(
              place + words(e.getLocation(), skipped), "not JSON: " + e.getOriginalMessage()));
    } catch (IOException e) {
      problems.add(new Problem(place, "reading failed: " + e));
    } catch (InvalidInput e) {
      problems.addAll(e.problems());
    }
  }

  private static String words(@Nullable TokenStreamLocation at, int skipped) {
    if (at == null) {
      return "somewhere";
    }
    int column = at.getColumnNr() + (at.getLineNr() == 1 ? skipped : 0);
    return "line " + at.getLineNr() + ", column " + column;
  }

  /**
   * {@code window.YTD.tweets.part0 =}: what follows is the array.
   *
   * @return how many characters it has
   */
  private int skipAssignment(InputStream in, String place) throws IOException {
    StringBuilder beginning = new StringBuilder();
    for (int read = in.read(); read >= 0; read = in.read()) {
      beginning.append((char) read);
      if (read == '=') {
        break;
      } else if (beginning.length() > LONGEST_BEGINNING) {
        throw notOne(place);
      }
    }
    String text =
        new String(
            beginning.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    String begins = "window\\.YTD\\.%s?\\.part[0-9]+\\s*=".formatted(name);
    if (!text.replace("\uFEFF", "").strip().matches(begins)) {
      throw notOne(place);
    }
    return text.length();
  }

  private InvalidInput notOne(String place) {
    return new InvalidInput(
        place + "line 1, column 1",
        "X's archive of %s begins with window.YTD.%s.part0 = [; this does not"
            .formatted(what, name));
  }
}

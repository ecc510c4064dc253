package dev.belfry.testing.network;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fields of a form, whichever way it was sent, by their names. */
final class Form {
  private static final Pattern NAME = Pattern.compile("name=\"([^\"]*)\"");

  private final Map<String, byte[]> fields = new LinkedHashMap<>();

  private Form() {}

  static Form of(Asked asked) {
    String type = asked.headers().getOrDefault("content-type", "");
    Form form = new Form();
    if (type.startsWith("multipart/form-data")) {
      form.readParts(asked.bytes(), "--" + type.substring(type.indexOf("boundary=") + 9));
    } else {
      form.readPairs(asked.body());
    }
    return form;
  }

  String text(String name) {
    return new String(bytes(name), UTF_8);
  }

  byte[] bytes(String name) {
    return fields.getOrDefault(name, new byte[0]);
  }

  private void readPairs(String body) {
    for (String pair : body.split("&", -1)) {
      String[] field = pair.split("=", 2);
      fields.put(
          URLDecoder.decode(field[0], UTF_8), URLDecoder.decode(field[1], UTF_8).getBytes(UTF_8));
    }
  }

  /** ISO-8859-1 keeps every byte as it is. */
  private void readParts(byte[] body, String boundary) {
    String all = new String(body, ISO_8859_1);
    int start = all.indexOf(boundary) + boundary.length() + 2;
    for (int end = all.indexOf("\r\n" + boundary, start);
        end >= 0;
        end = all.indexOf("\r\n" + boundary, start)) {
      int head = all.indexOf("\r\n\r\n", start);
      Matcher name = NAME.matcher(all.substring(start, head));
      if (!name.find()) {
        throw new IllegalArgumentException("a part without a name");
      }
      fields.put(name.group(1), all.substring(head + 4, end).getBytes(ISO_8859_1));
      start = end + 2 + boundary.length() + 2;
    }
  }
}

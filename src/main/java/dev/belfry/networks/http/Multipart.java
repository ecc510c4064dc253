package dev.belfry.networks.http;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A form with one file in it, as <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a> has
 * it.
 */
public final class Multipart {
  private Multipart() {}

  /**
   * The form as a body.
   *
   * @param fields come before the file, in their order; names without quotes and line breaks
   * @param name the file's field
   */
  public static Content form(Map<String, String> fields, String name, Content file) {
    // A boundary must not stand in the file; nobody who wrote the file can know this one.
    String boundary = "belfry-" + UUID.randomUUID();
    StringBuilder head = new StringBuilder();
    fields.forEach(
        (field, value) ->
            head.append("--%s\r\n%s\r\n\r\n%s\r\n".formatted(boundary, named(field), value)));
    head.append(
        "--%s\r\n%s; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
            .formatted(boundary, named(name), name, file.type()));
    byte[] before = head.toString().getBytes(StandardCharsets.UTF_8);
    byte[] after = "\r\n--%s--\r\n".formatted(boundary).getBytes(StandardCharsets.UTF_8);
    return new Content(
        "multipart/form-data; boundary=" + boundary,
        before.length + file.length() + after.length,
        () -> joined(before, file.open().get(), after));
  }

  private static String named(String field) {
    return "Content-Disposition: form-data; name=\"%s\"".formatted(field);
  }

  private static InputStream joined(byte[] before, InputStream file, byte[] after) {
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(new ByteArrayInputStream(before), file, new ByteArrayInputStream(after))));
  }
}

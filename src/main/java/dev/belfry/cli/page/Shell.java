package dev.belfry.cli.page;

import dev.belfry.post.Sha256;
import java.util.Base64;

/**
 * What stands around whatever a page shows. The page forbids itself whatever it does not need: were
 * some text to become markup all the same, no script of it would run and nothing would be fetched.
 *
 * @param title of the window
 * @param style the whole style sheet
 */
record Shell(String title, String style) {

  String around(String body) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; \
    style-src 'sha256-%s'; img-src data:; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <title>%s</title>
    <style>%s</style>
    </head>
    <body>
    %s</body>
    </html>
    """
        .formatted(
            Base64.getEncoder().encodeToString(Sha256.of(style)),
            Escape.attribute(title),
            style,
            body);
  }
}

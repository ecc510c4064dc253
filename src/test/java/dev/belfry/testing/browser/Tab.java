package dev.belfry.testing.browser;

import static org.awaitility.Awaitility.await;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import tools.jackson.databind.JsonNode;

/** One window of a browser. */
public final class Tab {
  private final DevTools tools;
  private final String session;

  Tab(DevTools tools, String session) {
    this.tools = tools;
    this.session = session;
    ask("Page.enable");
    ask("Network.enable");
    ask("Log.enable");
  }

  /** Makes it so wide, in CSS pixels, and shows everything in such sharpness. */
  public Tab wide(int width, double sharpness) {
    ask(
        "Emulation.setDeviceMetricsOverride",
        "width",
        width,
        "height",
        800,
        "deviceScaleFactor",
        sharpness,
        "mobile",
        false);
    return this;
  }

  /** As whoever prefers {@code light} or {@code dark} sees it. */
  public Tab in(String scheme) {
    ask(
        "Emulation.setEmulatedMedia",
        "features",
        List.of(Map.of("name", "prefers-color-scheme", "value", scheme)));
    return this;
  }

  /** As it is printed. */
  public Tab onPaper() {
    ask("Emulation.setEmulatedMedia", "media", "print");
    return this;
  }

  /** Goes to the page, and is there when it is loaded. */
  public Tab open(URI page) {
    int before = tools.told(session, "Page.loadEventFired").size();
    ask("Page.navigate", "url", page.toString());
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> tools.told(session, "Page.loadEventFired").size() > before);
    return this;
  }

  /** What a JavaScript expression gives; the page's own policy does not bind the one who asks. */
  public JsonNode evaluate(String expression) {
    JsonNode told = ask("Runtime.evaluate", "expression", expression, "returnByValue", true);
    if (told.has("exceptionDetails")) {
      throw new AssertionError(told.toString());
    }
    return told.at("/result/value");
  }

  /** The whole page as a PNG. */
  public byte[] photograph() {
    JsonNode told =
        ask(
            "Page.captureScreenshot",
            "format",
            "png",
            "captureBeyondViewport",
            true,
            "clip",
            Map.of(
                "x",
                0,
                "y",
                0,
                "scale",
                1,
                "width",
                evaluate("document.documentElement.scrollWidth"),
                "height",
                evaluate("document.documentElement.scrollHeight")));
    return Base64.getDecoder().decode(told.path("data").asString());
  }

  /** The whole page as pixels. */
  public BufferedImage pixels() {
    try {
      return ImageIO.read(new ByteArrayInputStream(photograph()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The addresses of everything that was asked for since the window is there. */
  public List<String> requested() {
    return tools.told(session, "Network.requestWillBeSent").stream()
        .map(each -> each.at("/request/url").asString())
        .toList();
  }

  /** What the browser complains about, such as what the page's policy has kept it from. */
  public List<String> complaints() {
    return tools.told(session, "Log.entryAdded").stream()
        .map(each -> each.at("/entry/text").asString())
        .toList();
  }

  private JsonNode ask(String method, Object... params) {
    return tools.askIn(session, method, params);
  }
}

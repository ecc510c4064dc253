package dev.belfry.networks.bluesky;

import dev.belfry.networks.http.BaseUrl;
import dev.belfry.networks.http.Call;
import dev.belfry.networks.http.Deadline;
import dev.belfry.networks.http.Exchange;
import dev.belfry.publish.LogInFailed;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Finds the server that an account is on, as <a href="https://atproto.com/specs/did">atproto's
 * identities</a> say it: the handle leads to a DID, the DID to a document, and that names the
 * server. Thread-safe.
 */
final class FindServer {
  private static final String RESOLVE = "com.atproto.identity.resolveHandle";
  private static final String PLC = "did:plc:";
  private static final String WEB = "did:web:";
  private static final String SERVICE = "AtprotoPersonalDataServer";

  private final BaseUrl resolver;
  private final BaseUrl plcDirectory;

  /**
   * @param resolver a server that resolves anybody's handle
   * @param plcDirectory where documents of {@code did:plc} are
   */
  FindServer(BaseUrl resolver, BaseUrl plcDirectory) {
    this.resolver = resolver;
    this.plcDirectory = plcDirectory;
  }

  /**
   * The server of the handle's account.
   *
   * @throws LogInFailed with one sentence that says what to do
   */
  BaseUrl of(String handle, Deadline deadline) {
    JsonNode resolved =
        answer(Xrpc.query(resolver, RESOLVE, Map.of("handle", handle)), handle, deadline);
    String did = resolved.path("did").stringValue("");
    JsonNode document = answer(document(did, handle), handle, deadline);
    return StreamSupport.stream(document.path("service").spliterator(), /* parallel= */ false)
        .filter(service -> service.path("type").stringValue("").equals(SERVICE))
        .map(service -> service.path("serviceEndpoint").stringValue(""))
        .findFirst()
        .map(endpoint -> server(endpoint, handle))
        .orElseThrow(() -> failed(handle, "its owner's document names no server"));
  }

  private Call document(String did, String handle) {
    if (did.startsWith(PLC)) {
      return Call.get(plcDirectory, "/" + did);
    } else if (did.startsWith(WEB)) {
      String host = URLDecoder.decode(did.substring(WEB.length()), StandardCharsets.UTF_8);
      return Call.get(server("https://" + host, handle), "/.well-known/did.json");
    }
    throw failed(handle, "there is no such account");
  }

  private static JsonNode answer(Call call, String handle, Deadline deadline) {
    return Exchange.make(call, deadline.left())
        .heard(
            answer -> {
              if (answer.isSuccess() && !answer.isPage()) {
                return answer.json();
              }
              throw failed(handle, Refusal.words(answer));
            },
            why -> {
              throw failed(handle, why);
            });
  }

  private static BaseUrl server(String address, String handle) {
    try {
      return new BaseUrl(URI.create(address.replaceFirst("/+$", "")));
    } catch (IllegalArgumentException e) {
      throw failed(handle, "\"%s\" is no address of a server".formatted(address));
    }
  }

  private static LogInFailed failed(String handle, String why) {
    return new LogInFailed(
        "the server of %s can't be found (%s); check the name, or name the server with --server"
            .formatted(handle, why));
  }
}

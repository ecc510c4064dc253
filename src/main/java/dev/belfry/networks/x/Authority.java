package dev.belfry.networks.x;

import dev.belfry.account.Credential;
import dev.belfry.networks.body.JsonBody;
import dev.belfry.networks.http.Call;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** In whose name a call is made. It is shown nowhere: what is in it are secrets. */
sealed interface Authority permits SignedByKeys, BearerToken {

  /** The word for it among the credentials. */
  String kind();

  /** The call, as X will believe it. */
  Call authorize(Call call);

  /** What is in it, for {@link Credential#secret}. */
  Map<String, String> fields();

  /** What is in a credential that {@link XLogIn} made. */
  static Authority of(Credential credential) {
    ObjectNode secret = JsonBody.read(credential.secret());
    return switch (credential.kind()) {
      case SignedByKeys.KIND -> SignedByKeys.read(secret);
      case BearerToken.KIND -> BearerToken.read(secret);
      default -> throw new IllegalArgumentException("X gives no " + credential.kind());
    };
  }

  /** It as a JSON object. */
  default String secret() {
    ObjectNode secret = JsonBody.object();
    fields().forEach(secret::put);
    return JsonBody.write(secret);
  }
}

package dev.belfry.brokenhouse.post;

import com.google.crypto.tink.aead.AeadConfig;
import dev.belfry.brokenhouse.networks.NamedFromFarLeft;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Logger;
import org.jsoup.nodes.Document;
import org.quartz.JobKey;
import picocli.CommandLine;
import twitter4j.TwitterException;
import twitter4j.auth.OAuthAuthorization;

/** What {@link dev.belfry.HouseRules} forbids, in the package that may do the least. */
public class BreaksEveryRule {
  @Inject Optional<NamedFromFarLeft> neighbour = Optional.empty();
  Instant readsTheClock = Instant.now();

  String usesLibrariesOfOthers(Optional<String> optional) {
    Logger.getLogger("none").fine(optional.toString());
    System.out.println(new JobKey("release"));
    return new CommandLine(this).getCommandName();
  }

  void callsJdbc(Connection connection) throws SQLException {
    connection.commit();
  }

  int sendsByItself(HttpClient client, HttpURLConnection connection) throws IOException {
    return connection.getResponseCode() + client.hashCode();
  }

  String logsInByTwitter4J(OAuthAuthorization app) throws TwitterException {
    return app.getOAuthRequestToken().getAuthorizationURL();
  }

  String readsPagesAndKeys(Document page) throws GeneralSecurityException {
    AeadConfig.register();
    return page.title();
  }

  @interface Inject {}
}

package dev.belfry.audit;

import static dev.belfry.sql.Rows.first;
import static dev.belfry.sql.Rows.list;
import static dev.belfry.sql.Rows.timestamp;

import dev.belfry.account.Account;
import dev.belfry.compose.BilledPart;
import dev.belfry.compose.XPrices;
import dev.belfry.post.AccountName;
import dev.belfry.post.Dollars;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * What Belfry did at an account on X in a month, and what X charges for it: by the history, so that
 * it can be held against X's own bill. Of what another Belfry did before its posts came here, whose
 * history stayed there, the tries tell that came with them.
 *
 * @param posts how many parts went out
 * @param withLink how many of them with a link
 * @param altTexts how many alt texts went out with them
 * @param deleted how many parts were taken back
 * @param cost of all that by the price list at hand
 */
public record Spent(int posts, int withLink, int altTexts, int deleted, Dollars cost) {
  private static final String ASKED =
      """
      WITH asked AS (SELECT ?::int AS account, ?::text AS name, ?::timestamptz AS since,
                            ?::timestamptz AS below),
      told AS MATERIALIZED (
        SELECT event, post_id, part, media, at FROM history
        WHERE event IN ('published', 'retracted', 'imported')
          AND account = (SELECT name FROM asked) AND at >= (SELECT since FROM asked)
      """;

  /** Lets a live account's rows be found by history_billed, which has no dry run's in it. */
  private static final String LIVE =
      """
          AND account LIKE 'x:%'
      """;

  private static final String IMPORTED =
      """
      ),
      imported AS (SELECT post_id FROM told WHERE event = 'imported')
      """;

  /** By the history. */
  public static Spent in(Connection connection, Account account, BillingMonth month, XPrices prices)
      throws SQLException {
    return in(connection, account.id(), account.name(), month, prices);
  }

  /**
   * The same.
   *
   * @param account the account's number
   */
  public static Spent in(
      Connection connection, int account, AccountName name, BillingMonth month, XPrices prices)
      throws SQLException {
    List<BilledPart> parts = published(connection, account, name, month);
    int deleted = deleted(connection, account, name, month);
    return new Spent(
        parts.size(),
        (int) parts.stream().filter(BilledPart::withLink).count(),
        parts.stream().mapToInt(BilledPart::altTexts).sum(),
        deleted,
        prices.of(parts).plus(prices.delete().times(deleted)));
  }

  private static List<BilledPart> published(
      Connection connection, int account, AccountName name, BillingMonth month)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            asked(name)
                + """
            , billed AS (
              SELECT d.id AS delivery_id, h.part,
                     (SELECT count(*)
                      -- Whoever owns the table may have put anything there.
                      FROM jsonb_array_elements(
                        CASE jsonb_typeof(h.media) WHEN 'array' THEN h.media END) AS m
                      WHERE m ->> 'alt' <> '') AS alts
              FROM told h
              JOIN deliveries d
                ON d.post_id = h.post_id AND d.account_id = (SELECT account FROM asked)
              WHERE h.event = 'published' AND h.at < (SELECT below FROM asked)
              UNION ALL
              SELECT t.delivery_id, t.part,
                     (SELECT count(*) FROM part_media m
                      WHERE m.post_id = d.post_id AND m.part = t.part AND m.alt <> '')
              FROM deliveries d JOIN attempts t ON t.delivery_id = d.id
              WHERE d.account_id = (SELECT account FROM asked)
                AND d.post_id IN (SELECT post_id FROM imported)
                AND t.outcome = 'posted' AND t.settled_at >= (SELECT since FROM asked)
                AND t.settled_at < (SELECT below FROM asked)
                AND NOT EXISTS (SELECT FROM history h
                                WHERE h.event = 'published' AND h.post_id = d.post_id
                                  AND h.account = (SELECT name FROM asked) AND h.part = t.part))
            SELECT CASE WHEN r.body LIKE '{%' THEN coalesce(r.body::json ->> 'text', '')
                        ELSE r.body END AS text, b.alts
            FROM billed b
            JOIN rendered_parts r ON r.delivery_id = b.delivery_id AND r.position = b.part
            """)) {
      bind(statement, account, name, month);
      return list(statement, row -> BilledPart.of(row.getString("text"), row.getInt("alts")));
    }
  }

  private static int deleted(
      Connection connection, int account, AccountName name, BillingMonth month)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            asked(name)
                + """
            SELECT (SELECT count(*) FROM told
                    WHERE event = 'retracted' AND at < (SELECT below FROM asked))
                 + (SELECT count(*)
                    FROM deliveries d JOIN retractions t ON t.delivery_id = d.id
                    WHERE d.account_id = (SELECT account FROM asked)
                      AND d.post_id IN (SELECT post_id FROM imported)
                      AND t.outcome = 'gone' AND t.settled_at >= (SELECT since FROM asked)
                      AND t.settled_at < (SELECT below FROM asked)
                      AND NOT EXISTS (SELECT FROM history h
                                      WHERE h.event = 'retracted' AND h.post_id = d.post_id
                                        AND h.account = (SELECT name FROM asked)
                                        AND h.part = t.part)) AS deleted
            """)) {
      bind(statement, account, name, month);
      return first(statement, row -> row.getInt("deleted")).orElseThrow();
    }
  }

  private static String asked(AccountName name) {
    return ASKED + (name.dryRun() ? "" : LIVE) + IMPORTED;
  }

  private static void bind(
      PreparedStatement statement, int account, AccountName name, BillingMonth month)
      throws SQLException {
    statement.setInt(1, account);
    statement.setString(2, name.toString());
    statement.setObject(3, timestamp(month.from()));
    statement.setObject(4, timestamp(month.below()));
  }
}

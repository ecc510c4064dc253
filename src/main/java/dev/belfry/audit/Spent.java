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
 * it can be held against X's own bill.
 *
 * @param posts how many parts went out
 * @param withLink how many of them with a link
 * @param altTexts how many alt texts went out with them
 * @param deleted how many parts were taken back
 * @param cost of all that by the price list at hand
 */
public record Spent(int posts, int withLink, int altTexts, int deleted, Dollars cost) {

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
    int deleted = deleted(connection, name, month);
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
            """
            SELECT CASE WHEN r.body LIKE '{%' THEN coalesce(r.body::json ->> 'text', '')
                        ELSE r.body END AS text,
                   (SELECT count(*) FROM jsonb_array_elements(h.media) AS m
                    WHERE m ->> 'alt' <> '') AS alts
            FROM history h
            JOIN deliveries d ON d.post_id = h.post_id AND d.account_id = ?
            JOIN rendered_parts r ON r.delivery_id = d.id AND r.position = h.part
            WHERE h.event = 'published' AND h.account = ? AND h.at >= ? AND h.at < ?
            """)) {
      statement.setInt(1, account);
      statement.setString(2, name.toString());
      statement.setObject(3, timestamp(month.from()));
      statement.setObject(4, timestamp(month.below()));
      return list(statement, row -> BilledPart.of(row.getString("text"), row.getInt("alts")));
    }
  }

  private static int deleted(Connection connection, AccountName name, BillingMonth month)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            SELECT count(*) AS deleted FROM history
            WHERE event = 'retracted' AND account = ? AND at >= ? AND at < ?
            """)) {
      statement.setString(1, name.toString());
      statement.setObject(2, timestamp(month.from()));
      statement.setObject(3, timestamp(month.below()));
      return first(statement, row -> row.getInt("deleted")).orElseThrow();
    }
  }
}

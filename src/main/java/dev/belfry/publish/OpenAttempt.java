package dev.belfry.publish;

import dev.belfry.post.AccountName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that a node left open when it died: its part may or may not be live.
 *
 * @param isLast whether its part is the delivery's last
 * @param failures how many definite failures the delivery has behind it
 * @param token the dead node's lease token
 * @param correlation what the network can be asked for; null where there is none
 * @param openedAt when the row was written, on the database's clock
 */
public record OpenAttempt(
    long delivery,
    int position,
    boolean isLast,
    int failures,
    long token,
    AccountName account,
    String body,
    @Nullable String correlation,
    Instant openedAt) {}

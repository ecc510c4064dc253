package dev.belfry.release;

import dev.belfry.publish.Attempt;
import dev.belfry.publish.Settlement;

/** An attempt that was made, and what is to be written down about it. */
record Sent(Attempt attempt, Settlement settlement) {}

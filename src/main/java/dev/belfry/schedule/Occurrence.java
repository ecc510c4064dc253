package dev.belfry.schedule;

import java.time.Instant;
import java.time.LocalDateTime;

/**
 * One time of a rule by which a post repeats.
 *
 * @param nominal the time as the rule says it; perhaps one that the clocks leave out
 * @param instant when it comes; in whole seconds
 */
public record Occurrence(LocalDateTime nominal, Instant instant) {}

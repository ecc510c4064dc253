package dev.belfry.compose;

import java.time.Instant;

/**
 * Something in a calendar that takes no time.
 *
 * @param uid what it is known by in whichever calendar it is in, for ever
 * @param at when it happens
 * @param changed when it was changed last
 * @param sequence grows with each change
 * @param tentative whether it does not happen unless somebody lets it
 */
public record CalendarEvent(
    String uid,
    Instant at,
    Instant changed,
    int sequence,
    String summary,
    String description,
    boolean tentative) {}

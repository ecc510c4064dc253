package dev.belfry.queue;

import dev.belfry.schedule.Schedule;

/**
 * A schedule that was applied.
 *
 * @param source its file, as it was then
 */
public record StoredSchedule(int id, Schedule schedule, String source) {}

package dev.belfry.publish;

import java.time.Instant;

/**
 * What a node remembers, apart from the database, of an attempt that it was about to make.
 *
 * @param epoch how often the database had been let go on after a restore by then
 * @param number which try at the part it was, from 1
 * @param sha256 of the request, in hexadecimal
 * @param at when it was about to be made, on the node's clock
 */
public record SentMark(int epoch, long delivery, int part, int number, String sha256, Instant at) {}

/**
 * A deterministic simulator: it runs clients, network and server in one thread under a virtual clock, and checks the ten rules
 * against an oracle. Product code runs unchanged: clients on SQLite files, the server on PostgreSQL without its container.
 *
 * <p>How a run works: a {@code schedule} is generated from a seed; a {@code world} performs its steps with {@code device}s and a
 * {@code server} over a {@code network}, all on one virtual {@code time}; the {@code rules} compare the results with the {@code
 * oracle}. Package {@code scenarios} tells single stories on the same parts.
 */
@NullMarked
package org.synchrotron.simulation;

import org.jspecify.annotations.NullMarked;

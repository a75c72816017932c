/**
 * A deterministic simulator: clients, network and server in one thread under a virtual clock, and the ten rules checked against an
 * oracle. Product code runs as it is: clients on SQLite files, the server on PostgreSQL without its container.
 *
 * <p>The way through it: a seed gives a {@code schedule}; a {@code world} takes its steps with {@code device}s and a {@code server}
 * over a {@code network}, all in one {@code time}; what happens is compared with the {@code oracle} by the {@code rules}.
 */
@NullMarked
package org.synchrotron.simulation;

import org.jspecify.annotations.NullMarked;

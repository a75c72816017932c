/**
 * The main job: the authors of a real history replay it, each with a client of its own, through one server.
 *
 * <p>{@code MainJob} shows the order: {@code input} reads the commits, {@code schedule} determines when each author is offline,
 * {@code machine} has the clocks and random numbers, {@code setup} starts the database and the application server, {@code drive}
 * runs the authors' clients, {@code verdict} compares the results, and {@code report} prints them.
 */
@NullMarked
package org.synchrotron.demo.run;

import org.jspecify.annotations.NullMarked;

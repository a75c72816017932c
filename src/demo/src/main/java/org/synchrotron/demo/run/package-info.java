/**
 * The main job: a real history is replayed by its authors, each on a client of its own, through one server.
 *
 * <p>{@link org.synchrotron.demo.run.Demo} reads like a table of contents: {@code input} gives the commits, {@code schedule}
 * says who is offline when, {@code machine} has time and chance, {@code surroundings} starts the database and the application server, {@code drive} lets the authors
 * work, {@code verdict} compares what came out, and {@code report} tells it.
 */
@NullMarked
package org.synchrotron.demo.run;

import org.jspecify.annotations.NullMarked;

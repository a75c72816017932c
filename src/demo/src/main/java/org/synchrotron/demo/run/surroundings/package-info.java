/**
 * What the run needs around it: a database, an application server with the application, and a place for files. Everything that
 * is started here goes into {@link org.synchrotron.demo.run.surroundings.Surroundings} and is stopped from there, in reverse.
 */
@NullMarked
package org.synchrotron.demo.run.surroundings;

import org.jspecify.annotations.NullMarked;

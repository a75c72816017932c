/**
 * What gives the core its threads and the application's own code its time limits. Nothing else in the client starts a thread,
 * besides the ways to reach a server.
 */
@NullMarked
package org.synchrotron.client.runtime;

import org.jspecify.annotations.NullMarked;

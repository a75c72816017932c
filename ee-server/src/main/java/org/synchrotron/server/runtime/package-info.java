/** What the container gives: settings, threads, the database and its transactions. */
@NullMarked
package org.synchrotron.server.runtime;

import org.jspecify.annotations.NullMarked;

/**
 * What the server runs on. {@link org.synchrotron.server.runtime.ServerThreads} and {@link org.synchrotron.server.runtime.Transactions}
 * are the ports that the plain classes take; beside them is what the container gives for them: managed threads, the pooled data source
 * in JTA transactions, and settings by MicroProfile Config.
 */
@NullMarked
package org.synchrotron.server.runtime;

import org.jspecify.annotations.NullMarked;

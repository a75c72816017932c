/**
 * The platform of the server. {@link org.synchrotron.server.runtime.ServerThreads} and {@link
 * org.synchrotron.server.runtime.Transactions} are the ports that the plain classes use. Their implementations use the
 * container's managed threads and its pooled data source in JTA transactions. Settings come from MicroProfile Config.
 */
@NullMarked
package org.synchrotron.server.runtime;

import org.jspecify.annotations.NullMarked;

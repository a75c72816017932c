/**
 * Starts what the run needs: a database, an application server with the application, and a workspace for files.
 * {@link org.synchrotron.demo.run.setup.StartedResources} owns everything that is started and closes it in reverse order.
 */
@NullMarked
package org.synchrotron.demo.run.setup;

import org.jspecify.annotations.NullMarked;

/** Shared parts of the server's tests: databases, a small application, and replicas that upload. */
@NullMarked
package org.synchrotron.server.kit;

import org.jspecify.annotations.NullMarked;

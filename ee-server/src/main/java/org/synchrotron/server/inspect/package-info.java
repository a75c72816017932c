/**
 * Serves operators: the log over HTTP, as the caller may see it; readiness; and reports of impure actions. It reads and changes
 * nothing.
 */
@NullMarked
package org.synchrotron.server.inspect;

import org.jspecify.annotations.NullMarked;

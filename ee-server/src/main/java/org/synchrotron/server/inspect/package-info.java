/**
 * What operators look at: the log over HTTP, in the view of the caller; readiness; and reports of impure actions. It reads what the
 * other packages hold and changes nothing.
 */
@NullMarked
package org.synchrotron.server.inspect;

import org.jspecify.annotations.NullMarked;

/** What operators look at: the log over HTTP, health, reports of impure actions. */
@NullMarked
package org.synchrotron.server.inspect;

import org.jspecify.annotations.NullMarked;

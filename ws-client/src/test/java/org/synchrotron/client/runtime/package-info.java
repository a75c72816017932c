/** What callers on other threads see of a client. */
@NullMarked
package org.synchrotron.client.runtime;

import org.jspecify.annotations.NullMarked;

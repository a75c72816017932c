/**
 * Clients that keep the server waiting, against a real node: they send no hello, no end of a message, nothing at all, or do not
 * read.
 */
@NullMarked
package org.synchrotron.it.limits;

import org.jspecify.annotations.NullMarked;

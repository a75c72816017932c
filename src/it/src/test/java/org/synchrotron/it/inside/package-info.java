/** Tests that run inside the server: transactions, roles, caches, and actions of the server's own. */
@NullMarked
package org.synchrotron.it.inside;

import org.jspecify.annotations.NullMarked;

/** Tests that run inside the server: transactions, roles, caches, and actions that the server executes. */
@NullMarked
package org.synchrotron.it.inside;

import org.jspecify.annotations.NullMarked;

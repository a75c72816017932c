/** A small application: todos, as the tests' subject. */
@NullMarked
package org.synchrotron.client.todos;

import org.jspecify.annotations.NullMarked;

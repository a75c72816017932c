/**
 * The tests' application: todos that the members of a project share, and notes that only their authors see. Its actions run in
 * the tests' clients and, as beans, in the server's WAR.
 */
@NullMarked
package org.synchrotron.it.todos;

import org.jspecify.annotations.NullMarked;

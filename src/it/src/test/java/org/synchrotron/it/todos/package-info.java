/**
 * The application of these tests: todos that the members of a project share, and notes that nobody else sees. Its actions run
 * in the tests' clients and, as beans, in the server's WAR.
 */
@NullMarked
package org.synchrotron.it.todos;

import org.jspecify.annotations.NullMarked;

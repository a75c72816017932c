/**
 * Creates the plain classes of the server as CDI beans, once for each application, with the container's threads, transactions and
 * settings. It starts and stops background work. It knows every package except the leaves that the container finds, and no other
 * package knows it.
 */
@NullMarked
package org.synchrotron.server.assembly;

import org.jspecify.annotations.NullMarked;

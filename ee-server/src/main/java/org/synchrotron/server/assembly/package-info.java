/**
 * Puts the plain classes of the server together as beans of CDI, once for each application, and gives them the container's threads,
 * transactions and settings; starts and stops what runs by itself. It knows every package but the leaves that the container finds, and
 * no other package knows it.
 */
@NullMarked
package org.synchrotron.server.assembly;

import org.jspecify.annotations.NullMarked;

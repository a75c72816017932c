/** Puts the plain classes of the server together, as beans, and starts and stops what runs by itself. */
@NullMarked
package org.synchrotron.server.assembly;

import org.jspecify.annotations.NullMarked;

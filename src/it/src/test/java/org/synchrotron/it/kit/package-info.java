/** What the tests stand on: PostgreSQL, the WAR, servers, devices with a client each, a network that can be cut. */
@NullMarked
package org.synchrotron.it.kit;

import org.jspecify.annotations.NullMarked;

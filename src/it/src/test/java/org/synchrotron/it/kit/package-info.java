/** The parts of the tests: PostgreSQL, the WAR, servers, devices with a client each, and a network that can be cut. */
@NullMarked
package org.synchrotron.it.kit;

import org.jspecify.annotations.NullMarked;

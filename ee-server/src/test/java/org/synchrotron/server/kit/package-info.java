/** What the tests of the server share: databases, a small application, replicas that upload. */
@NullMarked
package org.synchrotron.server.kit;

import org.jspecify.annotations.NullMarked;

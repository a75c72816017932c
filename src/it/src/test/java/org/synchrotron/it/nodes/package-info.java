/** Tests with server nodes that are started, killed and restarted. */
@NullMarked
package org.synchrotron.it.nodes;

import org.jspecify.annotations.NullMarked;

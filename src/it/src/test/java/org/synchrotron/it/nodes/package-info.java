/** Tests with nodes of the server that come and go. */
@NullMarked
package org.synchrotron.it.nodes;

import org.jspecify.annotations.NullMarked;

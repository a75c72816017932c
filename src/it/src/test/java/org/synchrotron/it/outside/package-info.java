/** Tests with real clients, files and sockets against one deployed server. One topic per file. */
@NullMarked
package org.synchrotron.it.outside;

import org.jspecify.annotations.NullMarked;

/** Tests from outside: real clients on files of their own, over real sockets, against one deployment. One topic a file. */
@NullMarked
package org.synchrotron.it.outside;

import org.jspecify.annotations.NullMarked;

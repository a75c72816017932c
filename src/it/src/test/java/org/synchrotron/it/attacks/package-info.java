/** Hostile clients, without a token or with one of their own user, against a server node. Well-behaved clients work beside them. */
@NullMarked
package org.synchrotron.it.attacks;

import org.jspecify.annotations.NullMarked;

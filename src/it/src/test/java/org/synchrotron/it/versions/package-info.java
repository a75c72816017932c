/** Programs with libraries of earlier commits of this repository, on the present server, and their files. */
@NullMarked
package org.synchrotron.it.versions;

import org.jspecify.annotations.NullMarked;

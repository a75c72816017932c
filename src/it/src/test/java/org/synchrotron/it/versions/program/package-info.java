/** What is compiled again with an earlier library. It uses what every version has. */
@NullMarked
package org.synchrotron.it.versions.program;

import org.jspecify.annotations.NullMarked;

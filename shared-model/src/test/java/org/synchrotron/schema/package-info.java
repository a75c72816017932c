@NullMarked
package org.synchrotron.schema;

import org.jspecify.annotations.NullMarked;

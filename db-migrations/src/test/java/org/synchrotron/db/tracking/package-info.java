@NullMarked
package org.synchrotron.db.tracking;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.synchrotron.db.sqlite;

import org.jspecify.annotations.NullMarked;

@NullMarked
package org.synchrotron.client.store.sqlite;

import org.jspecify.annotations.NullMarked;

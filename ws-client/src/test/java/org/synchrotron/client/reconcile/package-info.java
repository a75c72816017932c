@NullMarked
package org.synchrotron.client.reconcile;

import org.jspecify.annotations.NullMarked;

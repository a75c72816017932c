@NullMarked
package org.synchrotron.client.quarantine;

import org.jspecify.annotations.NullMarked;

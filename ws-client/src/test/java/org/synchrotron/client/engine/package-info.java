/** How long the client waits, and when. */
@NullMarked
package org.synchrotron.client.engine;

import org.jspecify.annotations.NullMarked;

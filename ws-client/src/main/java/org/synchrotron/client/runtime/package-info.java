/**
 * Gives the client's core its threads: the thread that owns the file, the thread that asks the application for tokens, and the futures for which callers wait. All decisions are in {@code engine}.
 */
@NullMarked
package org.synchrotron.client.runtime;

import org.jspecify.annotations.NullMarked;

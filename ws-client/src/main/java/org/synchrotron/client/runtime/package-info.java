/**
 * What gives the client's core its threads: the one thread that owns the file, the thread that asks the application for tokens,
 * and what callers on other threads wait for. Everything that decides is in {@code engine}.
 */
@NullMarked
package org.synchrotron.client.runtime;

import org.jspecify.annotations.NullMarked;

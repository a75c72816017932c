/**
 * The WebSocket: messages come in in parts and are answered one after another; {@code hello} first. What a session may be is
 * decided in {@code access}, what becomes of an upload in {@code accept}.
 */
@NullMarked
package org.synchrotron.server.session;

import org.jspecify.annotations.NullMarked;

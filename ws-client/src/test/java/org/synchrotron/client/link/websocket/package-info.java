@NullMarked
package org.synchrotron.client.link.websocket;

import org.jspecify.annotations.NullMarked;

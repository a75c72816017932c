/**
 * What client and server say to each other over one WebSocket: sealed messages and the one codec that knows their JSON. The
 * field names of records and row changes are upstream's.
 */
@NullMarked
package org.synchrotron.protocol;

import org.jspecify.annotations.NullMarked;

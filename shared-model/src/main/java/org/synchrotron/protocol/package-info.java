/**
 * The messages between client and server: sealed types, and the only codec that knows their JSON. The field names of records and
 * row changes are upstream's.
 */
@NullMarked
package org.synchrotron.protocol;

import org.jspecify.annotations.NullMarked;

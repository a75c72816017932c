/**
 * What two replicas tell each other about their tracked tables, and whether they can work together. Pure: a client's shape and a server's
 * shape go in, sentences come out.
 */
@NullMarked
package org.synchrotron.schema;

import org.jspecify.annotations.NullMarked;

/**
 * Offers pending records to the server: as many as fit into one message, in replay order, with the effects that were captured in that order. A lost answer needs no handling: the records are offered again, or come back in a delivery.
 */
@NullMarked
package org.synchrotron.client.upload;

import org.jspecify.annotations.NullMarked;

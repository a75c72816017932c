/**
 * Stores a delivery: one transaction adds the records that the user may see, this client's own included, moves the cursor, and reconciles the tables. A repeated delivery changes nothing. A pending record of this client becomes an accepted one, with the effects that the server verified.
 */
@NullMarked
package org.synchrotron.client.receive;

import org.jspecify.annotations.NullMarked;

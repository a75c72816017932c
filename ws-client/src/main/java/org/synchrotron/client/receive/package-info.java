/**
 * Taking in a delivery: records the user may see, the client's own included, go into the log together with the cursor and the
 * reconciliation, in one transaction. A repeated delivery changes nothing. An own pending record becomes an accepted one, with the
 * effects that the server verified.
 */
@NullMarked
package org.synchrotron.client.receive;

import org.jspecify.annotations.NullMarked;

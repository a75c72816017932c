/**
 * Who somebody is, and what the database lets them see. A bearer token comes in; a {@link org.synchrotron.server.access.Caller}
 * goes on; {@link org.synchrotron.server.access.RoleScope} makes a transaction theirs. Nothing of it survives the transaction.
 */
@NullMarked
package org.synchrotron.server.access;

import org.jspecify.annotations.NullMarked;

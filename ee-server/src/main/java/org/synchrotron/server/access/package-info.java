/**
 * Who somebody is, and what the database lets them see. A bearer token comes in; a {@link org.synchrotron.server.access.Caller}
 * goes on; {@link org.synchrotron.server.access.RoleScope} runs blocks of code in their name, {@link
 * org.synchrotron.server.access.RecordScope} those of records. Nothing of it survives the block.
 */
@NullMarked
package org.synchrotron.server.access;

import org.jspecify.annotations.NullMarked;

/**
 * Identifies users and limits what they see in the database. A bearer token enters; a {@link
 * org.synchrotron.server.access.Caller} leaves. {@link org.synchrotron.server.access.RoleScope} runs blocks of code in a user's
 * role, {@link org.synchrotron.server.access.RecordScope} the runs of records. Role and settings are restored at the end of each
 * block.
 */
@NullMarked
package org.synchrotron.server.access;

import org.jspecify.annotations.NullMarked;

/**
 * After a commit, those who may see what changed are told: the wake-up comes from PostgreSQL, so it comes from every node; each
 * open session then gets what lies behind its cursor, with a bound on what is unacknowledged.
 */
@NullMarked
package org.synchrotron.server.announce;

import org.jspecify.annotations.NullMarked;

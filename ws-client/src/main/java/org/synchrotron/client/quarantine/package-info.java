/**
 * Records that the server does not accept (rule 9). They leave the log together with the pending records that build on them: all of
 * them stay in the file, the tables become what the other records give, and the application tries them again or discards them.
 */
@NullMarked
package org.synchrotron.client.quarantine;

import org.jspecify.annotations.NullMarked;

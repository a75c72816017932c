/**
 * Quarantines records that the server refuses (rule 9), with the pending records that build on them. They stay in the file but leave the log; the tables become what the other records give. The application retries or discards them.
 */
@NullMarked
package org.synchrotron.client.quarantine;

import org.jspecify.annotations.NullMarked;

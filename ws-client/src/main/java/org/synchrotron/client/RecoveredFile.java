package org.synchrotron.client;

import java.nio.file.Path;

/**
 * A damaged database file was replaced by a new one when it was opened. The new one has what only the damaged one had: pending and
 * quarantined records, own accepted ones as far as they are kept, and the rows of tables that are not tracked. The rows of tracked tables
 * come anew from the server. Immutable.
 *
 * @param copy the damaged file, kept under this name; nothing deletes it
 * @param damage what was found, for people
 * @param pending how many pending records were carried over
 * @param quarantined how many quarantined records were carried over
 * @param complete whether everything that was looked for could be read; if not, records or rows may be lost that nobody else has
 */
public record RecoveredFile(Path copy, String damage, int pending, int quarantined, boolean complete) {}

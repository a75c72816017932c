/**
 * Executes an action here: one local transaction writes the record, runs the logic, and the triggers capture its changes. A refusal or failure stores nothing. The record is then pending; {@code upload} sends it. {@link
 * org.synchrotron.client.perform.Logic} also runs recorded actions again, for {@code reconcile}.
 */
@NullMarked
package org.synchrotron.client.perform;

import org.jspecify.annotations.NullMarked;

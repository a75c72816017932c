/**
 * Executing an action here: one local transaction in which the record is written, the logic runs, and the triggers capture what
 * it does. A refusal or failure leaves nothing. The record is pending then; {@code upload} takes it on. {@link
 * org.synchrotron.client.perform.Logic} also runs recorded actions again, for {@code reconcile}.
 */
@NullMarked
package org.synchrotron.client.perform;

import org.jspecify.annotations.NullMarked;

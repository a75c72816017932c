/**
 * Mending what went wrong on this device. Records stamped by a clock that ran ahead get new readings, keep their ids and arguments, and
 * are replayed at their new place. Records that the server does not take are set aside, with those that build on them: they stay in
 * the file, the tables become what the rest gives, and the application decides what becomes of them.
 */
@NullMarked
package org.synchrotron.client.recover;

import org.jspecify.annotations.NullMarked;

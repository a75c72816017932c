/**
 * The API by which an application writes its business rules: one class for each {@linkplain org.synchrotron.action.Action
 * action}, a plain object on the client and a CDI bean on the server.
 *
 * <p>Arguments come in as records, leave as JSON in the log, and come back as records wherever the action runs again.
 */
@NullMarked
package org.synchrotron.action;

import org.jspecify.annotations.NullMarked;

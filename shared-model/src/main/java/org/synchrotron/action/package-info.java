/**
 * The API with which an application writes its business rules: one class for each {@linkplain org.synchrotron.action.Action
 * action}, a plain object on the client and a CDI bean on the server.
 *
 * <p>Arguments enter as Java records, are stored as JSON in the log, and become Java records again where the action runs again.
 */
@NullMarked
package org.synchrotron.action;

import org.jspecify.annotations.NullMarked;

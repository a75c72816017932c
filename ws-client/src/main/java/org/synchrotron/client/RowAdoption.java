package org.synchrotron.client;

import jakarta.json.JsonObject;

/**
 * Says which action writes a row that its table held before it was tracked; see {@link ClientBuilder#adopt}. Called on the client's own
 * thread, as actions are. If it throws, the row waits, with the exception's message as the reason.
 */
@FunctionalInterface
public interface RowAdoption {

    /**
     * {@return the arguments of the action} It must insert the row under the same id.
     *
     * @param row its columns by name, {@code audience_key} among them, in the form that row changes have; a value that its column must not
     *     have is given as SQLite stores it
     */
    Record arguments(JsonObject row);
}

package org.synchrotron.it.todos;

import org.synchrotron.action.ActionContext;
import org.synchrotron.action.ActionRejected;

/** Reads and writes todos. Rejects the action if a todo does not exist. */
final class TodoRows {

    private final ActionContext context;

    TodoRows(ActionContext context) {
        this.context = context;
    }

    long points(String id) {
        return read(id, "points", Long.class);
    }

    boolean isDone(String id) {
        return read(id, "done", Boolean.class);
    }

    void set(String id, String column, Object value) {
        int rows = context.sql()
                .createUpdate("update todos set " + column + " = :value, changed_at = :now where id = :id")
                .bind("value", value)
                .bind("now", context.timestamp())
                .bind("id", id)
                .execute();
        if (rows == 0) {
            throw noSuchTodo(id);
        }
    }

    private <T> T read(String id, String column, Class<T> type) {
        return context.sql()
                .createQuery("select " + column + " from todos where id = :id")
                .bind("id", id)
                .mapTo(type)
                .findOne()
                .orElseThrow(() -> noSuchTodo(id));
    }

    static ActionRejected noSuchTodo(String id) {
        return new ActionRejected("no-such-todo", "There is no todo " + id + ".");
    }
}

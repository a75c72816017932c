package org.synchrotron.simulation.actions;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.synchrotron.action.ActionContext;

/** SQL statements that several actions use, on both databases. */
final class RowSql {

    private RowSql() {}

    static void insertItem(String id, String audience, long x, ActionContext context) {
        context.sql()
                .createUpdate("""
                        insert into items (id, audience_key, x, t, tag) values (:id, :audience, :x, '', '')
                        on conflict (id) do nothing
                        """)
                .bind("id", id)
                .bind("audience", audience)
                .bind("x", x)
                .execute();
    }

    static void add(String id, long n, ActionContext context) {
        context.sql()
                .createUpdate("update items set x = x + :n where id = :id")
                .bind("n", n)
                .bind("id", id)
                .execute();
    }

    static void write(String id, String text, ActionContext context) {
        context.sql()
                .createUpdate("update items set t = :text where id = :id")
                .bind("text", text)
                .bind("id", id)
                .execute();
    }

    static void tag(String id, String text, ActionContext context) {
        context.sql()
                .createUpdate("update items set tag = :text where id = :id")
                .bind("text", text)
                .bind("id", id)
                .execute();
    }

    static void append(String id, String letter, ActionContext context) {
        context.sql()
                .createUpdate("update items set t = t || :letter where id = :id")
                .bind("letter", letter)
                .bind("id", id)
                .execute();
    }

    static void renew(String id, ActionContext context) {
        if (x(id, context).isPresent()) {
            delete(id, context);
            insertItem(id, Audiences.ofRow(id), 1, context);
        }
    }

    /** {@return the ids of all visible items, sorted here so that both databases capture changes in the same order} */
    static List<String> items(ActionContext context) {
        List<String> ids = context.sql()
                .createQuery("select id from items")
                .mapTo(String.class)
                .list();
        Collections.sort(ids);
        return ids;
    }

    static void delete(String id, ActionContext context) {
        context.sql()
                .createUpdate("delete from items where id = :id")
                .bind("id", id)
                .execute();
    }

    static Optional<Long> x(String id, ActionContext context) {
        return number("select x from items where id = :id", id, context);
    }

    static Optional<String> text(String id, ActionContext context) {
        return context.sql()
                .createQuery("select t from items where id = :id")
                .bind("id", id)
                .mapTo(String.class)
                .findOne();
    }

    static Optional<Long> balance(String id, ActionContext context) {
        return number("select balance from accounts where id = :id", id, context);
    }

    private static Optional<Long> number(String query, String id, ActionContext context) {
        return context.sql().createQuery(query).bind("id", id).mapTo(Long.class).findOne();
    }
}

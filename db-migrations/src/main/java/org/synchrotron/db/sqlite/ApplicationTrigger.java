package org.synchrotron.db.sqlite;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.synchrotron.db.tracking.TrackingException;

/** A trigger of the application, as its SQL text. */
record ApplicationTrigger(String name, String sql) {
    /** The condition under which it acts: an action writes, and no known effects are applied or undone. */
    private static final String ACTS = "(SELECT mode = 'record' AND NOT applying FROM synchrotron_capture_context)";

    private static final String[] WRITES = {"INSERT", "REPLACE", "UPDATE", "DELETE", "SELECT", "WITH"};

    boolean isGuarded() {
        return sql.contains(ACTS);
    }

    /** Returns the definition with the condition in addition to its own. */
    String guarded() {
        SqlTokens tokens = new SqlTokens(sql);
        int body = body(tokens);
        int when = when(tokens);
        String head = sql.substring(0, tokens.get(when < 0 ? body : when).start());
        String condition = when < 0
                ? ""
                : " AND ("
                        + sql.substring(tokens.get(when).end(), tokens.get(body).start())
                                .strip() + "\n)";
        return head + "WHEN " + ACTS + condition + "\n"
                + sql.substring(tokens.get(body).start());
    }

    /** Returns the tables that its statements write, in lower case. */
    Set<String> targets() {
        SqlTokens tokens = new SqlTokens(sql);
        Set<String> targets = new HashSet<>();
        for (int i = body(tokens) + 1; i < tokens.size(); i++) {
            if (tokens.get(i).is("INTO") || tokens.follow(i, "DELETE", "FROM")) {
                targets.add(name(tokens.get(tokens.get(i).is("INTO") ? i + 1 : i + 2)));
            } else if (tokens.get(i).is("UPDATE") && !tokens.follow(i - 1, "DO")) {
                targets.add(name(tokens.get(tokens.get(i + 1).is("OR") ? i + 3 : i + 1)));
            }
        }
        return targets;
    }

    /** Names of tables in triggers have no schema. */
    private static String name(SqlTokens.Token token) {
        return token.word().toLowerCase(Locale.ROOT);
    }

    /** Returns the index of WHEN before its condition, or -1. No name without quotes is WHEN. */
    private int when(SqlTokens tokens) {
        int when = tokens.find(0, "WHEN");
        return when >= 0 && when < body(tokens) ? when : -1;
    }

    /** Returns the index of the BEGIN before its statements. A name may be BEGIN, too, but no statement follows a name. */
    private int body(SqlTokens tokens) {
        for (int i = tokens.find(0, "BEGIN"); i >= 0; i = tokens.find(i + 1, "BEGIN")) {
            if (tokens.find(i + 1, WRITES) == i + 1) {
                return i;
            }
        }
        throw new TrackingException("trigger " + name + " has a definition that cannot be read: " + sql);
    }
}

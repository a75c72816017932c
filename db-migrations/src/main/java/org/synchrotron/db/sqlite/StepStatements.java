package org.synchrotron.db.sqlite;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The SQL of a step of the application's schema. */
public final class StepStatements {

    private static final Set<String> ENDING = Set.of("begin", "commit", "end", "rollback");

    private StepStatements() {}

    /** {@return the first statement of the text that would begin or end a transaction; empty if there is none} */
    public static Optional<String> ending(String sql) {
        SqlTokens tokens = new SqlTokens(sql);
        boolean inTrigger = false;
        boolean begins = true;
        for (int i = 0; i < tokens.size(); i++) {
            String word = tokens.get(i).quoted() ? "" : tokens.get(i).word().toLowerCase(Locale.ROOT);
            if (begins && inTrigger) {
                inTrigger = !word.equals("end");
            } else if (begins && ENDING.contains(word) && !isToSavepoint(tokens, i)) {
                return Optional.of(word);
            } else if (begins && word.equals("create")) {
                inTrigger = tokens.follow(i + 1, "TRIGGER")
                        || tokens.follow(i + 1, "TEMP", "TRIGGER")
                        || tokens.follow(i + 1, "TEMPORARY", "TRIGGER");
            }
            begins = sql.charAt(tokens.get(i).start()) == ';';
        }
        return Optional.empty();
    }

    private static boolean isToSavepoint(SqlTokens tokens, int rollback) {
        return tokens.follow(rollback, "ROLLBACK", "TO") || tokens.follow(rollback, "ROLLBACK", "TRANSACTION", "TO");
    }
}

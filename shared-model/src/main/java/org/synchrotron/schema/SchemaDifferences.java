package org.synchrotron.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Compares the tracked tables of a client and of a server. What one has more than the other is allowed: an older program lacks new
 * columns, a newer server has dropped some. What neither a newer nor an older schema explains is not.
 */
public final class SchemaDifferences {

    private final TrackedSchema server;
    private final RetiredNames retired;

    private SchemaDifferences(TrackedSchema server, RetiredNames retired) {
        this.server = server;
        this.retired = retired;
    }

    /**
     * {@return sentences about what keeps the two from working together, in the order of tables and columns; none if they can} A sentence is
     * without a full stop, and says what to do.
     *
     * @param retired names that the server knows from before
     */
    public static List<String> between(TrackedSchema client, TrackedSchema server, RetiredNames retired) {
        SchemaDifferences differences = new SchemaDifferences(server, retired);
        List<String> sentences = new ArrayList<>();
        client.tables().forEach((table, columns) -> sentences.addAll(differences.ofTable(table, columns)));
        return List.copyOf(sentences);
    }

    /**
     * {@return the sentence about a client whose schema is too old; empty if it is not} A version that is no number counts as 0.
     *
     * @param minimum the least version of a client's schema
     */
    public static Optional<String> below(long minimum, TrackedSchema client) {
        return number(client.version()) >= minimum
                ? Optional.empty()
                : Optional.of("the schema of this program has version " + client.version() + ", the server asks for "
                        + minimum + ": upgrade this program");
    }

    private List<String> ofTable(String table, Map<String, String> columns) {
        if (!server.tables().containsKey(table)) {
            return retired.hasTable(table)
                    ? List.of()
                    : List.of("the server has no tracked table " + table
                            + ": correct the name, or migrate the server first");
        }
        List<String> sentences = new ArrayList<>();
        columns.forEach((column, type) -> ofColumn(table, column, type).ifPresent(sentences::add));
        return sentences;
    }

    private Optional<String> ofColumn(String table, String column, String type) {
        String serverType = server.columns(table).get(column);
        if (serverType != null) {
            return ofTypes(table + "." + column, type, serverType);
        }
        return retired.hasColumn(table, column)
                ? Optional.empty()
                : Optional.of("the server has no column " + table + "." + column
                        + ": correct the name, or migrate the server first");
    }

    private static Optional<String> ofTypes(String column, String clientType, String serverType) {
        Optional<ValueFamily> here = ValueFamily.of(clientType);
        Optional<ValueFamily> there = ValueFamily.of(serverType);
        if (here.isEmpty() || there.isEmpty() || here.equals(there)) {
            return Optional.empty();
        }
        return Optional.of("column " + column + " holds " + here.get().words() + " (" + clientType
                + ") in this program, and " + there.get().words() + " (" + serverType
                + ") on the server: upgrade this program");
    }

    private static long number(String version) {
        try {
            return Long.parseLong(version);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}

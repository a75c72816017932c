package org.synchrotron.db.postgresql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the command line and the environment ask for; the command line wins.
 *
 * @param address the database and the administrator who migrates it
 * @param loginPassword the password for {@code synchrotron_login}, empty to leave it as it is
 * @param locations where the application's own migrations are
 */
record MigrationOptions(DatabaseAddress address, String loginPassword, List<String> locations) {

    static final String USAGE = """
            Usage: PostgresMigrations [--url=jdbc:postgresql://host:port/database] [--user=name] [--password=secret]
                                      [--login-password=secret] [location ...]
            A location holds the application's migrations: classpath:db/todos or filesystem:path/to/folder.
            Instead of options: SYNCHROTRON_DB_URL, SYNCHROTRON_DB_USER, SYNCHROTRON_DB_PASSWORD, SYNCHROTRON_LOGIN_PASSWORD.
            """;

    private static final Map<String, String> VARIABLES = Map.of(
            "--url", "SYNCHROTRON_DB_URL",
            "--user", "SYNCHROTRON_DB_USER",
            "--password", "SYNCHROTRON_DB_PASSWORD",
            "--login-password", "SYNCHROTRON_LOGIN_PASSWORD");

    MigrationOptions {
        locations = List.copyOf(locations);
    }

    static MigrationOptions of(List<String> arguments, Map<String, String> environment) {
        Map<String, String> values = new HashMap<>();
        List<String> locations = new ArrayList<>();
        VARIABLES.forEach((option, variable) ->
                Optional.ofNullable(environment.get(variable)).ifPresent(value -> values.put(option, value)));
        for (String argument : arguments) {
            if (argument.startsWith("--")) {
                read(argument, values);
            } else {
                locations.add(argument);
            }
        }
        DatabaseAddress address = new DatabaseAddress(
                required(values, "--url"), required(values, "--user"), values.getOrDefault("--password", ""));
        return new MigrationOptions(address, values.getOrDefault("--login-password", ""), locations);
    }

    private static void read(String argument, Map<String, String> values) {
        int equals = argument.indexOf('=');
        String option = equals < 0 ? argument : argument.substring(0, equals);
        if (equals < 0 || !VARIABLES.containsKey(option)) {
            throw new MigrationFailed("Unknown option '" + option + "'.\n" + USAGE);
        }
        values.put(option, argument.substring(equals + 1));
    }

    private static String required(Map<String, String> values, String option) {
        String value = values.getOrDefault(option, "");
        if (value.isBlank()) {
            throw new MigrationFailed(option + " or " + VARIABLES.get(option) + " is missing.\n" + USAGE);
        }
        return value;
    }
}

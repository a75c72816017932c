package org.synchrotron.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** The options of Payara Micro: a small server on loopback, without a cluster, with the application's settings. */
final class PayaraOptions {

    /** Listen on loopback only. Disable Hazelcast, which would listen on all addresses. */
    private static final String BOOT_COMMANDS = """
            set configs.config.server-config.network-config.network-listeners.network-listener.http-listener.address=127.0.0.1
            set configs.config.server-config.hazelcast-config-specific-configuration.enabled=false
            """;

    private PayaraOptions() {}

    /** {@return the options before {@code -jar}} */
    static List<String> ofJava() {
        return List.of(
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx768m",
                "-Dpayaramicro.disablePhoneHome=true",
                "-Djava.io.tmpdir=" + TestSettings.temporaryDirectory());
    }

    /** {@return the options after the jar, with additional settings of the application} */
    static List<String> ofPayara(Map<String, String> more) {
        return List.of(
                "--prebootcommandfile", bootCommands().toString(),
                "--systemproperties", settings(more).toString());
    }

    private static Path bootCommands() {
        try {
            return Files.writeString(newFile("boot-commands", ".txt"), BOOT_COMMANDS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the settings to a file that only its owner can read, because everybody can read a command line. */
    private static Path settings(Map<String, String> more) {
        Properties settings = new Properties();
        settings.setProperty("synchrotron.db.url", TestSettings.databaseUrl());
        settings.setProperty("synchrotron.db.user", "synchrotron_login");
        settings.setProperty("synchrotron.db.password", TestSettings.LOGIN_PASSWORD);
        settings.setProperty("synchrotron.token.secret", TestSettings.TOKEN_SECRET);
        settings.putAll(more);
        try {
            Path file = newFile("settings", ".properties");
            try (Writer writer = Files.newBufferedWriter(file)) {
                settings.store(writer, null);
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path newFile(String name, String suffix) throws IOException {
        return Files.createTempFile(
                TestSettings.temporaryDirectory(),
                name,
                suffix,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
}

package org.synchrotron.demo.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.synchrotron.demo.run.input.BadInput;
import org.synchrotron.demo.run.setup.Backend;

/**
 * The files that the build makes for the launcher, from the system properties {@code demo.*}.
 *
 * @param parts the files from which the database and the server are started
 * @param history the history that comes with the demo
 */
record Installation(Backend.Parts parts, Path history) {

    static Installation from(Properties properties) {
        return new Installation(
                new Backend.Parts(
                        existing(properties, "demo.payara"),
                        existing(properties, "demo.war"),
                        path(properties, "demo.binaries")),
                existing(properties, "demo.history"));
    }

    private static Path existing(Properties properties, String name) {
        Path path = path(properties, name);
        if (!Files.isReadable(path)) {
            throw new BadInput(name + ": there is no " + path + "; start the demo with mvn -Prun, which builds it.");
        }
        return path;
    }

    private static Path path(Properties properties, String name) {
        String value = properties.getProperty(name, "");
        if (value.isEmpty()) {
            throw new BadInput("The system property " + name + " is missing; start the demo with mvn -Prun.");
        }
        return Path.of(value).toAbsolutePath();
    }
}

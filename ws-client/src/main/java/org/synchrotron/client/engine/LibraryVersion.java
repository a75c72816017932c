package org.synchrotron.client.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this library, which the build writes into a resource. */
final class LibraryVersion {

    /** Such as {@code 1.0.0}. */
    static final String PRESENT = read();

    private static final String RESOURCE = "version.properties";

    private LibraryVersion() {}

    private static String read() {
        try (InputStream resource = LibraryVersion.class.getResourceAsStream(RESOURCE)) {
            if (resource == null) {
                throw new IllegalStateException("the library is incomplete: it lacks " + RESOURCE);
            }
            Properties properties = new Properties();
            properties.load(resource);
            return properties.getProperty("version", "unknown");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + RESOURCE, e);
        }
    }
}

package org.synchrotron.it.kit;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts small JVMs in which devices run. */
public final class DeviceJvm {

    private DeviceJvm() {}

    /** {@return the classpath of the tests} */
    public static String classpath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /**
     * {@return a process that runs the program}
     *
     * @param log the name of a temporary file to which its errors are appended
     */
    public static Process start(String classpath, Class<?> program, String log, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx96m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + TestSettings.temporaryDirectory(),
                "-cp",
                classpath,
                program.getName()));
        command.addAll(List.of(arguments));
        File errors = TestSettings.temporaryDirectory().resolve(log).toFile();
        try {
            return new ProcessBuilder(command)
                    .redirectError(Redirect.appendTo(errors))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

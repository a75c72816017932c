package org.synchrotron.it.faults.device;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.synchrotron.client.DatabaseFailure;

/**
 * The main program of a device's process. Each line of its input is a {@linkplain DeviceCommands command}, which it answers with one line:
 * {@code = } and the result, or {@code ! }, the kind of failure and the message. Its events are lines between them. It ends at once when its
 * input ends.
 */
public final class DeviceProgram {

    private DeviceProgram() {}

    /** Runs a device. The first line of the input names its file, its user and the server's URL. */
    public static void main(String[] args) throws IOException, SQLException {
        LastStep last = new LastStep();
        PageLimit limit = new PageLimit();
        CountedSqlite.install(last, limit);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String line = in.readLine();
        if (line != null) {
            String[] words = line.split(" ", -1);
            DeviceClient client =
                    new DeviceClient(Path.of(words[0]), words[1], URI.create(words[2]), DeviceProgram::say);
            serve(in, new DeviceCommands(client, last, limit));
        }
        Runtime.getRuntime().halt(0);
    }

    private static void serve(BufferedReader in, DeviceCommands commands) throws IOException {
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            say(answer(commands, List.of(line.split(" ", -1))));
        }
    }

    private static String answer(DeviceCommands commands, List<String> words) {
        try {
            return "= " + commands.run(words);
        } catch (DatabaseFailure failure) {
            return "! " + failure.kind() + " " + failure.getMessage();
        } catch (Exception | AssertionError failure) {
            return "! " + failure.getClass().getSimpleName() + " " + failure.getMessage();
        }
    }

    /** Says a line, at once and whole, from any thread. */
    private static void say(String line) {
        byte[] bytes = (line.replace('\n', ' ') + '\n').getBytes(StandardCharsets.UTF_8);
        System.out.write(bytes, 0, bytes.length);
        System.out.flush();
    }
}

package org.synchrotron.demo.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.demo.run.machine.Machine;
import org.synchrotron.demo.run.report.ProgressLines;

/** The whole main job, with a real database and a real server. */
class MainJobIT {

    private static final String TWO_COMMITS = """
            {"n":1,"author":"ann","authored_at":1000000000000,"committed_at":1,"files":[["a","A",3,0]]}
            {"n":2,"author":"bob","authored_at":1000000001000,"committed_at":2,"files":[["a","M",2,1]]}
            """;

    private static final Machine MACHINE = Machine.real();

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final Properties properties = new Properties(System.getProperties());

    @TempDir
    private Path directory;

    @AfterEach
    void assertNothingIsLeft() throws IOException {
        assertThat(ProcessHandle.current().descendants()).isEmpty();
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files.filter(each -> each.getFileName().toString().startsWith("synchrotron-run-")))
                    .isEmpty();
        }
    }

    @Test
    void firstThreeHundredCommitsHaveTheExpectedResult() {
        properties.setProperty("commits", "300");

        int exit = run(Map.of());

        assertThat(exit).as(printed()).isZero();
        assertThat(printed())
                .contains("ok: the line counts of all")
                .contains("clients has exactly the rows")
                .contains("ok: nobody sees another user's private row")
                .contains("ok: each client's log has all row changes")
                .contains("stopped and removed");
    }

    @Test
    void fileWithOtherThanTheExpectedLinesIsNamed() throws IOException {
        properties.setProperty("history", gzip("mine.ndjson.gz", TWO_COMMITS).toString());
        gzip("mine-final-lines.json.gz", "{\"a\": 5}");

        assertThat(run(Map.of())).as(printed()).isEqualTo(Demo.DIFFERENT);
        assertThat(printed()).contains("server: a has 4 lines instead of 5");
    }

    @Test
    void databaseThatIsDownIsNamed() {
        int exit = run(Map.of(
                "SYNCHROTRON_DB_URL", "jdbc:postgresql://127.0.0.1:1/none",
                "SYNCHROTRON_DB_USER", "somebody",
                "SYNCHROTRON_DB_PASSWORD", "secret"));

        assertThat(exit).isEqualTo(Demo.FAILED);
        assertThat(printed())
                .contains("jdbc:postgresql://127.0.0.1:1/none as somebody cannot be used")
                .doesNotContain("secret");
    }

    @Test
    void malformedHistoryIsNamedWithItsLine() throws IOException {
        properties.setProperty(
                "history", gzip("bad.ndjson.gz", TWO_COMMITS + "{}\n").toString());

        assertThat(run(Map.of())).isEqualTo(Demo.FAILED);
        assertThat(printed()).contains("bad.ndjson.gz, line 3: needs n, author");
    }

    private int run(Map<String, String> environment) {
        return Demo.run(properties, environment, MACHINE, new ProgressLines(out, MACHINE.nanoTime()), out);
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private Path gzip(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        try (OutputStream zipped = new GZIPOutputStream(Files.newOutputStream(file))) {
            zipped.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return file;
    }
}

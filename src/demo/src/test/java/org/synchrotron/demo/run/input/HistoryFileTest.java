package org.synchrotron.demo.run.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synchrotron.demo.history.FileChange;

class HistoryFileTest {

    private static final String GOOD =
            "{\"n\":1,\"author\":\"a1\",\"authored_at\":5,\"committed_at\":6,\"files\":[[\"a/b\",\"A\",3,0]]}";

    @TempDir
    private Path directory;

    @Test
    void historyOfTheDemoIsRead() {
        List<Commit> commits = DemoHistory.commits();

        assertThat(commits).hasSize(2710);
        assertThat(commits.stream().map(Commit::author).distinct()).hasSize(88);
        assertThat(commits.stream().mapToInt(each -> each.files().size()).sum()).isEqualTo(24466);
    }

    @Test
    void sumOverTheCommitsEqualsGitsCount() {
        ExpectedLines git = ExpectedLines.read(DemoHistory.FILE.expectedLines()).orElseThrow();
        ExpectedLines sum = ExpectedLines.sumOf(DemoHistory.commits());

        assertThat(git.byPath()).hasSize(1587);
        assertThat(sum.byPath().keySet())
                .allSatisfy(path -> assertThat(sum.of(path)).isEqualTo(git.of(path)));
    }

    @Test
    void commitIsRead() throws IOException {
        assertThat(new HistoryFile(file(GOOD)).read())
                .containsExactly(new Commit(1, "a1", 5, List.of(new FileChange("a/b", "A", 3, 0))));
    }

    @Test
    void expectedLineCountsAreInAFileBesideTheHistory() {
        assertThat(new HistoryFile(Path.of("x", "mine.ndjson.gz")).expectedLines())
                .isEqualTo(Path.of("x", "mine-final-lines.json.gz"));
        assertThat(ExpectedLines.read(directory.resolve("none.json.gz"))).isEmpty();
    }

    @Nested
    class Refusals {

        @Test
        void missingFileIsRefused() {
            assertThatThrownBy(() -> new HistoryFile(directory.resolve("none.ndjson.gz")).read())
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("There is no history file")
                    .hasMessageContaining("none.ndjson.gz");
        }

        @Test
        void uncompressedFileIsRefused() throws IOException {
            Path plain = Files.writeString(directory.resolve("plain.ndjson.gz"), GOOD);

            assertThatThrownBy(() -> new HistoryFile(plain).read())
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("cannot be read as gzip");
        }

        @Test
        void truncatedFileIsRefused() throws IOException {
            byte[] whole = Files.readAllBytes(file((GOOD + "\n").repeat(1)));
            Path half =
                    Files.write(directory.resolve("half.ndjson.gz"), java.util.Arrays.copyOf(whole, whole.length - 9));

            assertThatThrownBy(() -> new HistoryFile(half).read()).isInstanceOf(BadInput.class);
        }

        @Test
        void directoryIsRefused() {
            assertThatThrownBy(() -> new HistoryFile(directory).read()).isInstanceOf(BadInput.class);
        }

        @Test
        void emptyHistoryIsRefused() throws IOException {
            assertThatThrownBy(() -> new HistoryFile(file()).read()).hasMessageContaining("has no commits");
        }

        @Test
        void numberThatOccursTwiceIsRefused() throws IOException {
            assertThatThrownBy(() -> new HistoryFile(file(GOOD, GOOD)).read())
                    .hasMessageContaining("line 2")
                    .hasMessageContaining("n 1 occurs twice");
        }

        @ParameterizedTest
        @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                        {"n":2                                                                  | not a JSON object
                        []                                                                      | not a JSON object
                        {"n":2}                                                                 | needs n, author
                        {"n":"2","author":"a1","authored_at":5,"files":[]}                      | needs n, author
                        {"n":2.5,"author":"a1","authored_at":5,"files":[]}                      | needs n, author
                        {"n":0,"author":"a1","authored_at":5,"files":[]}                        | n is not positive
                        {"n":2,"author":"a 1","authored_at":5,"files":[]}                       | not a plain name
                        {"n":2,"author":"a1","authored_at":-5,"files":[]}                       | authored_at is not positive
                        {"n":2,"author":"a1","authored_at":5,"files":[["a","A",1]]}             | has 4 fields
                        {"n":2,"author":"a1","authored_at":5,"files":[["","A",1,0]]}            | has no path
                        {"n":2,"author":"a1","authored_at":5,"files":[["a","R",1,0]]}           | status is A, M, D or T
                        {"n":2,"author":"a1","authored_at":5,"files":[["a","A",-1,0]]}          | below zero
                        {"n":2,"author":"a1","authored_at":5,"files":[["a","A",1,0],["a","M",1,0]]} | occurs twice
                        """)
        void lineThatIsNotACommitIsRefused(String line, String reason) throws IOException {
            assertThatThrownBy(() -> new HistoryFile(file(GOOD, line)).read())
                    .isInstanceOf(BadInput.class)
                    .hasMessageContaining("line 2: ")
                    .hasMessageContaining(reason);
        }
    }

    private Path file(String... lines) throws IOException {
        Path file = directory.resolve("some.ndjson.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }
}

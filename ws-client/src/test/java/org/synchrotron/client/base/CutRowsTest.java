package org.synchrotron.client.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.synchrotron.client.Entries.bobs;
import static org.synchrotron.client.Entries.inserted;

import jakarta.json.JsonValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.synchrotron.client.DatabaseFailure;
import org.synchrotron.client.reconcile.Bench;
import org.synchrotron.client.todos.Increment;
import org.synchrotron.protocol.ResumePoint;
import org.synchrotron.protocol.RowScope;

@DisplayName("A row delivery that was cut")
class CutRowsTest {

    private static final ResumePoint ONE = new ResumePoint("one");
    private static final ResumePoint TWO = new ResumePoint("two");
    private static final String A_AND_B = "[[\"team\",\"a\",\"milk\",1,null,null],[\"team\",\"b\",null,2,null,null]]";
    private static final String C = "[[\"team\",\"c\",\"bread\",3,null,null]]";

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void open() {
        bench = new Bench(directory.resolve("alice.db"));
        bench.deliver(1, bobs("one", "unknown_v1", 1, 1, JsonValue.EMPTY_JSON_OBJECT, inserted("a", "team", "old", 1)));
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    private List<String> todos() {
        return bench.texts("SELECT id || coalesce(text, '-') || number FROM todos ORDER BY id");
    }

    private void cut() {
        bench.alice().rows().interrupted();
    }

    private List<String> files() throws Exception {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.contains("-arriving"))
                    .toList();
        }
    }

    @Test
    void isCompletedByTheNext() throws Exception {
        new Arriving(bench, RowScope.ALL).present(A_AND_B, ONE);
        cut();
        assertThat(bench.alice().hello().resume()).isEqualTo(ONE);
        assertThat(todos()).containsExactly("aold1");
        Arriving.resumed(bench, RowScope.ALL).present(C, TWO).ends(9, 5_000);

        assertThat(todos()).containsExactly("amilk1", "b-2", "cbread3");
        assertThat(bench.alice().hello().resume()).isNull();
        assertThat(files()).isEmpty();
    }

    @Test
    void isKeptInAFileFromTheFirstPartThatTheServerCanGoOnAfter() throws Exception {
        Arriving arriving = new Arriving(bench, RowScope.ALL).present(C);
        assertThat(files()).isEmpty();
        arriving.present(A_AND_B, ONE);
        assertThat(files()).contains("alice.db-arriving");
        bench.crash();
        Arriving.resumed(bench, RowScope.ALL).ends(9, 5_000);

        assertThat(todos()).containsExactly("amilk1", "b-2", "cbread3");
        assertThat(files()).isEmpty();
    }

    @Test
    void isCompletedAlsoAfterAnotherCutAndARestart() throws Exception {
        new Arriving(bench, RowScope.ALL).present(A_AND_B, ONE);
        bench.crash();
        assertThat(bench.alice().hello().resume()).isEqualTo(ONE);
        Arriving.resumed(bench, RowScope.ALL).present(C, TWO);
        cut();
        bench.crash();
        assertThat(bench.alice().hello().resume()).isEqualTo(TWO);
        Arriving.resumed(bench, RowScope.ALL).ends(9, 5_000);

        assertThat(todos()).containsExactly("amilk1", "b-2", "cbread3");
    }

    @Test
    void countsAsTheLastPartSays() {
        new Arriving(bench, RowScope.ALL).present(A_AND_B).present(C, ONE);
        cut();
        Arriving.resumed(bench, RowScope.ALL)
                .present("[[\"team\",\"a\",\"cream\",5,null,null],[\"team\",\"d\",\"tea\",1,null,null]]")
                .gone("b", "c");
        cut();
        Arriving.resumed(bench, RowScope.ALL)
                .present("[[\"team\",\"b\",\"back\",7,null,null]]")
                .gone("d", "never")
                .ends(9, 5_000);

        assertThat(todos()).containsExactly("acream5", "bback7");
    }

    @Test
    void thatBringsTouchedRowsIsCompletedToo() {
        bench.deliver(
                2, bobs("two", "unknown_v1", 2, 2, JsonValue.EMPTY_JSON_OBJECT, inserted("z", "team", "stays", 1)));
        bench.alice().perform(new Increment.Args("a", 10));
        new Arriving(bench, RowScope.NONE).gone(TWO, "b").present("[[\"team\",\"a\",\"milk\",1,null,null]]", ONE);
        cut();
        Arriving.resumed(bench, RowScope.NONE)
                .present("[[\"team\",\"a\",\"milk\",2,null,null]]")
                .present(C)
                .ends(9, 5_000);

        assertThat(todos()).as("with what is pending").containsExactly("amilk12", "cbread3", "zstays1");
    }

    @Test
    void isForgottenIfTheNextBeginsAnew() {
        new Arriving(bench, RowScope.ALL).present(A_AND_B, ONE);
        cut();
        new Arriving(bench, RowScope.ALL).present(C).ends(9, 5_000);

        assertThat(todos()).containsExactly("cbread3");
    }

    @Test
    void isForgottenIfTheServerCannotGoOn() throws Exception {
        new Arriving(bench, RowScope.ALL).present(A_AND_B);
        cut();
        assertThat(bench.alice().hello().resume()).isNull();
        assertThat(files()).isEmpty();
    }

    @Test
    void isForgottenIfAllRowsAreToComeAnew() throws Exception {
        new Arriving(bench, RowScope.ALL).present(A_AND_B, ONE);
        cut();
        bench.alice().rows().rebase();
        assertThat(bench.alice().hello().resume()).isNull();
        assertThat(files()).isEmpty();
    }

    @Test
    void isNotCompletedWithoutItsParts() {
        assertThat(Arriving.isResumable(bench, RowScope.ALL)).isFalse();
        new Arriving(bench, RowScope.ALL).present(A_AND_B, ONE);
        cut();
        assertThat(Arriving.isResumable(bench, RowScope.ALL)).isTrue();
    }

    @Test
    void isForgottenIfItsFileIsDamaged() throws Exception {
        new Arriving(bench, RowScope.ALL).present(A_AND_B, ONE);
        cut();
        bench.close();
        Files.writeString(
                directory.resolve("alice.db-arriving"), "no database, and long enough to be one: " + "x".repeat(9_000));
        bench = new Bench(directory.resolve("alice.db"));

        assertThat(bench.alice().hello().resume()).isNull();
        assertThat(files()).isEmpty();
        new Arriving(bench, RowScope.ALL).present(C).ends(9, 5_000);
        assertThat(todos()).containsExactly("cbread3");
    }

    @Test
    void isForgottenIfItsRowsCannotBeRead() throws Exception {
        new Arriving(bench, RowScope.ALL).present(A_AND_B, ONE);
        cut();
        try (Statement spoil = bench.store().database().connection().createStatement()) {
            spoil.executeUpdate("UPDATE synchrotron_arriving.parts SET content = x'ffff'");
        }
        Arriving completed = Arriving.resumed(bench, RowScope.ALL).present(C, TWO);
        assertThatThrownBy(() -> completed.ends(9, 5_000)).isInstanceOf(DatabaseFailure.class);

        assertThat(todos()).containsExactly("aold1");
        assertThat(bench.alice().hello().resume()).isNull();
        new Arriving(bench, RowScope.ALL).present(C).ends(9, 5_000);
        assertThat(todos()).containsExactly("cbread3");
    }

    @Test
    void isForgottenIfItsFileCannotBeWritten() throws Exception {
        new Arriving(bench, RowScope.ALL).present(A_AND_B, ONE);
        cut();
        bench.close();
        Path parts = directory.resolve("alice.db-arriving");
        Files.delete(parts);
        Files.createDirectory(parts);
        bench = new Bench(directory.resolve("alice.db"));

        assertThat(bench.alice().hello().resume()).isNull();
        assertThat(bench.alice().perform(new Increment.Args("a", 1))).isNotNull();
    }
}

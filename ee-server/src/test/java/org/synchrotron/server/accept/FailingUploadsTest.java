package org.synchrotron.server.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.accept.UploadAnswer.Accepted;
import org.synchrotron.server.accept.UploadAnswer.Refused;
import org.synchrotron.server.kit.FaultyAction;
import org.synchrotron.server.kit.FaultyAction.Kind;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.Replica;
import org.synchrotron.server.kit.ServerTest;

/** Ann and Bob share the item a. Ann's record fails in the database, and hers before and after it do not. */
@DisplayName("An upload with a record that fails for a reason other than its data")
@Timeout(120)
class FailingUploadsTest extends ServerTest {

    /** How many records each transaction was asked to accept. */
    private final List<Integer> transactions = new ArrayList<>();

    private final DividedUploads uploads = new DividedUploads();
    private final DividedUploads trying = new DividedUploads(this::wouldTake);
    private final LogEntry before = ann.at(1, new Add.Args("a", 10));
    private final LogEntry faulty = ann.at(2, new FaultyAction.Args("a", 5, Kind.PLAIN));
    private final LogEntry after = ann.at(3, new Add.Args("a", 100));

    @BeforeEach
    void thereIsAnItem() {
        FaultyAction.mend(server.database);
        ann.sync(ann.at(0, new Create.Args("a", "p", 1)));
    }

    private static final class Tried extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private boolean wouldTake(Upload upload) {
        return catchThrowable(() -> server.database.transaction(sql -> {
                    server.accept(upload, sql);
                    throw new Tried();
                }))
                instanceof Tried;
    }

    private UploadAnswer upload(DividedUploads divided, Replica author, LogEntry... entries) {
        return divided.accept(author.upload(entries), () -> Integer.MAX_VALUE, part -> {
            transactions.add(part.records().size());
            return server.accept(part);
        });
    }

    private void isToldToTryAgain(DividedUploads divided, LogEntry... entries) {
        assertThat(catchThrowable(() -> upload(divided, ann, entries))).isNotNull();
    }

    private void isRefused(UploadAnswer answer) {
        assertThat(answer).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(Refusal.FAILING);
            assertThat(refused.record()).isEqualTo(faulty.record().id());
            assertThat(refused.message()).contains("3 times");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"42601", "53200", "XX000"})
    void isDividedAndTheRecordIsRefusedWhileOthersSucceed(String state) {
        FaultyAction.failWith(state, server.database);
        isToldToTryAgain(uploads, before, faulty, after);
        assertThat(transactions).as("all, those before, the record").containsExactly(3, 1, 2);
        assertThat(values("x")).containsExactly("(11)");

        for (int i = 0; i < 2; i++) {
            assertThat(upload(uploads, bob, bob.at(10 + i, new Add.Args("a", 1))))
                    .isInstanceOf(Accepted.class);
            if (i == 0) {
                isToldToTryAgain(uploads, before, faulty, after);
            }
        }
        isRefused(upload(uploads, ann, before, faulty, after));
        assertThat(upload(uploads, ann, before, after)).isInstanceOf(Accepted.class);
        assertThat(values("x")).containsExactly("(113)");
        assertThat(log("outcome")).doesNotContain("(rejected)");
    }

    @Test
    void isRefusedIfTheRestPassesATrialAlthoughNobodyElseUploads() {
        FaultyAction.failWith("XX000", server.database);
        isToldToTryAgain(trying, faulty, after);
        isToldToTryAgain(trying, faulty, after);
        assertThat(values("x")).as("a trial stores nothing").containsExactly("(1)");
        isRefused(upload(trying, ann, faulty, after));
    }

    @Test
    void isNotRefusedWhileNothingElseSucceeds() {
        FaultyAction.failWith("53100", server.database);
        LogEntry alsoFaulty = ann.at(3, new FaultyAction.Args("a", 5, Kind.PLAIN));
        for (int i = 0; i < 6; i++) {
            isToldToTryAgain(trying, faulty, alsoFaulty);
        }
        FaultyAction.mend(server.database);
        assertThat(upload(trying, ann, faulty, alsoFaulty)).isInstanceOf(Accepted.class);
        assertThat(values("x")).containsExactly("(11)");
    }

    /** A lock, a schema that lacks something, a database that is away. */
    @ParameterizedTest
    @ValueSource(strings = {"55P03", "40P01", "42P01", "42703", "42883"})
    void isNeverRefusedForThese(String state) {
        FaultyAction.failWith(state, server.database);
        for (int i = 0; i < 5; i++) {
            isToldToTryAgain(trying, faulty, after);
            assertThat(upload(trying, bob, bob.at(10 + i, new Add.Args("a", 1))))
                    .isInstanceOf(Accepted.class);
        }
        FaultyAction.mend(server.database);
        assertThat(upload(trying, ann, faulty, after)).isInstanceOf(Accepted.class);
        assertThat(values("x")).containsExactly("(111)");
    }

    @Test
    void isRefusedAsTooSlowIfItsStatementIsCancelledEveryTime() {
        FaultyAction.failWith("57014", server.database);
        isToldToTryAgain(uploads, before, faulty, after);
        isToldToTryAgain(uploads, before, faulty, after);
        assertThat(upload(uploads, ann, before, faulty, after))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo(Refusal.TOO_SLOW));
        assertThat(upload(uploads, ann, before, after)).isInstanceOf(Accepted.class);
    }

    @Test
    void isNotRefusedForARecordOfTheLogThatCannotRunAgain() {
        ann.sync(ann.at(20, new FaultyAction.Args("a", 5, Kind.WITH_MUCH)));
        FaultyAction.failWith("XX000", server.database);
        LogEntry late = bob.at(10, new Add.Args("a", 1_000));
        LogEntry early = bob.at(9, new Add.Args("a", 1));
        for (int i = 0; i < 5; i++) {
            assertThat(catchThrowable(() -> upload(trying, bob, early, late))).isNotNull();
            assertThat(values("x")).as("what is before it is accepted").containsExactly("(7)");
            assertThat(upload(trying, ann, ann.at(0, new Create.Args("b" + i, "q", 1))))
                    .isInstanceOf(Accepted.class);
        }
    }

    /** The failure is in the server's own statements, and names no record. */
    @Test
    void isHalvedUntilTheRecordIsFound() {
        LogEntry[] entries = IntStream.range(0, 20)
                .mapToObj(i -> ann.at(10 + i, new Add.Args("a", 1)))
                .toArray(LogEntry[]::new);
        ActionId bad = entries[13].record().id();
        server.database.administer(
                "create function public.spoil() returns trigger language plpgsql as $$ begin "
                        + "if new.id = '" + bad
                        + "' then raise exception 'spoilt' using errcode = 'XX002'; end if; return new; end $$; "
                        + "create trigger spoil before insert on synchrotron.action_records for each row execute function public.spoil()");
        isToldToTryAgain(uploads, entries);
        assertThat(values("x")).containsExactly("(14)");
        assertThat(transactions).hasSizeLessThan(12);

        Object answer = null;
        for (int i = 0; i < 5 && !(answer instanceof Refused); i++) {
            upload(uploads, bob, bob.at(100 + i, new Add.Args("a", 0)));
            try {
                answer = upload(uploads, ann, entries);
            } catch (RuntimeException e) {
                answer = e;
            }
        }
        assertThat(answer).isInstanceOfSatisfying(Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(Refusal.FAILING);
            assertThat(refused.record()).isEqualTo(bad);
        });
        LogEntry[] others = IntStream.range(0, 20)
                .filter(i -> i != 13)
                .mapToObj(i -> entries[i])
                .toArray(LogEntry[]::new);
        assertThat(upload(uploads, ann, others)).isInstanceOf(Accepted.class);
        assertThat(values("x")).containsExactly("(20)");
    }
}

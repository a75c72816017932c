package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.log.UserId;

@DisplayName("An upload that holds the log's lock for long")
class UploadPaceTest {

    private static final UserId HEAVY = new UserId("heavy");
    private static final UserId OTHER = new UserId("other");

    private long now;
    private final UploadPace pace = new UploadPace(() -> now);

    private Duration upload(UserId user, long millis) {
        UploadPace.Hold hold = pace.hold(user, true);
        hold.takes();
        pass(millis);
        hold.frees(1, 1);
        return hold.pause();
    }

    private void pass(long millis) {
        now += Duration.ofMillis(millis).toNanos();
    }

    @Test
    void goesOnAtOnceWhileNobodyElseUploads() {
        assertThat(upload(HEAVY, 500)).isZero();
        assertThat(upload(HEAVY, 1)).isZero();
        assertThat(upload(HEAVY, 500)).isZero();
    }

    @Test
    void leavesTheLockForTwiceAsLongToOthersWhoNeedItForMoments() {
        upload(OTHER, 5);
        assertThat(upload(HEAVY, 300)).hasMillis(600);
        assertThat(upload(OTHER, 5)).isZero();
        pass(10_000);
        assertThat(upload(HEAVY, 300)).as("the other has gone").isZero();
    }

    @Test
    void sharesThePauseWithOthersOfItsKind() {
        upload(OTHER, 5);
        assertThat(upload(HEAVY, 100)).hasMillis(200);
        assertThat(upload(new UserId("second"), 100)).hasMillis(300);
        assertThat(upload(OTHER, 100))
                .as("it is long itself, and nobody else is quick")
                .isZero();
    }

    @Test
    void waitsForASpanThatIsBounded() {
        for (int n = 0; n < 20; n++) {
            upload(OTHER, 5);
            assertThat(upload(HEAVY, 3_000)).isBetween(Duration.ofSeconds(6), Duration.ofSeconds(10));
        }
    }

    @Test
    void isNoneIfSeveralUsersShareIt() {
        upload(OTHER, 5);
        UploadPace.Hold hold = pace.hold(HEAVY, true);
        hold.takes();
        pass(300);
        hold.frees(2, 1);
        assertThat(hold.pause()).isZero();
        assertThat(upload(OTHER, 100)).as("who shares is quick").hasMillis(200);
    }

    @Test
    void takesItForAsManyRecordsAsNobodyNotices() {
        UploadPace.Hold hold = pace.hold(HEAVY, true);
        assertThat(hold.most()).as("alone").isEqualTo(Integer.MAX_VALUE);
        upload(OTHER, 5);
        assertThat(hold.most()).isEqualTo(8);
        assertThat(pace.hold(HEAVY, false).most()).as("it cannot be divided").isEqualTo(Integer.MAX_VALUE);
        hold.takes();
        pass(16);
        hold.frees(1, 8);
        assertThat(hold.most()).as("two milliseconds each").isEqualTo(12);
        hold.takes();
        pass(984);
        hold.frees(1, 20);
        assertThat(hold.most()).as("never none").isEqualTo(1);
        assertThat(hold.pause()).as("for all of them").hasMillis(2_000);
        pass(10_000);
        assertThat(hold.most()).as("the other has gone").isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void isNoticedByTheLastTwoWhoWereQuick() {
        upload(OTHER, 5);
        upload(HEAVY, 5);
        assertThat(upload(HEAVY, 100)).hasMillis(200);
        assertThat(upload(OTHER, 100)).hasMillis(300);
    }
}

package org.synchrotron.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.synchrotron.simulation.schedule.Schedule;
import org.synchrotron.simulation.server.Postgres;
import org.synchrotron.simulation.world.ScheduleRunner;

/** Runs recorded schedules: each broke a rule once, or shows a case that seeds rarely reach. */
@DisplayName("Schedules that once broke a rule")
class FoundSchedulesTest {

    private static Postgres postgres;
    private static ScheduleChecker checker;

    @BeforeAll
    static void start() {
        postgres = Postgres.start();
        checker = new ScheduleChecker(new ScheduleRunner(postgres, MemoryDirectory.path()));
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '=', textBlock = """
        an outcome that changes without a row change is reported = 1 liveness none 500 1048576 | a0+0 b0-3000 c0-2000 | online a0; online b0; online c0; do a0 create p0 1; wait 2000; offline a0; offline b0; offline c0; wait 3000; do b0 remove p0; do c0 create p0 9; do a0 claim p0; online b0; wait 500; online a0; wait 500; online c0; wait 500
        a rejected transfer leaves nothing where its logic fails in a prediction = 5082 safety none 3 1048576 | b0-61994291 a1-139717009 | online b0; do b0 open p0; do b0 open p1; do a1 open p0; wait 1273; online a1; do b0 transfer p0 p1 33; serve c transfer p0 p1 19; wait 8632
        an accepted transfer is rejected when an earlier one arrives = 7 liveness none 500 1048576 | a1+0 b0+0 | online a1; do a1 open p0; do a1 open p1; wait 2000; online b0; wait 2000; offline b0; wait 1000; do b0 transfer p0 p1 40; wait 1000; do a1 transfer p0 p1 40; wait 2000; online b0; wait 5000
        a record that the server has accepted is not refused when it arrives again = 0 liveness none 500 1048576 | a0+0 | online a0; do a0 create p0 1; wait 2000; deafcommit; do a0 legacy p0 1; wait 38; retired none; wait 5000; do a0 add p0 5; wait 1000
        a delivery is full between a late record and the correction that it needs = 120 safety none 1 12000 | a0+54239 d1-70503264 a3-30569659 | online a0; do a0 open p0; do a0 open p1; online d1; do a3 open p1; wait 3000; do d1 transfer p1 p0 3; serve d transfer p0 p1 23; online a3; wait 30978
        a delivery is full between the records of one commit while a client executes actions = 5082 safety none 3 1048576 | b0-61994291 a1-139717009 | online b0; do b0 open p0; do b0 open p1; do a1 create ua0 5; do a1 create ua0 6; do a1 open p0; wait 1273; online a1; do b0 transfer p0 p1 33; serve c transfer p0 p1 19; wait 8632
        a record that failed in a prediction is rejected later = 1624 safety none 1 12000 | a0+4109913 b0+668 b1-7018339 a2-5796097 | online a0; do a0 create p1 5; do a0 create ua0 6; online b0; online b1; do b1 create p0 1; do b1 create ub0 0; do b1 open p0; do b1 open p1; wait 3000; do b0 sweep 2; do a0 legacy p0 7; do b1 copyprivate p0; wait 59; wait 28; do b1 add p0 1; cut b1 up; retired none; do b1 create p0 4; online a2; do b1 essay p1 10501; do b1 transfer p1 p0 23; do a2 signpost s0 p1 51; wait 1041; die b1 16; do a0 legacyintrude ufx0; do a2 create s1 0; wait 1472; do b0 legacy p0 8; do b1 essay p1 10889; do b1 create q1 3; do a2 create p0 3; die b1 21; retry a0; do a0 signpost ua0 p0 27; do a0 remove p0; do a0 remove p0; do a2 transfer p1 p0 36; do a0 renew p1; do a0 untag p1; wait 2765
        a write that changes nothing is no writer of its cell = 541 liveness none 500 1048576 | a0+286755 b0+40749 b1-3608846 b2+0 | do a0 remove s0; do b0 tagall 88; do a0 addall 3; wait 1464; do a0 add p0 9; wait 51; wait 9064; wait 8511; wait 2326; wait 1155; do b2 create p0 3; wait 2538; wait 2009; do b2 create p0 1; wait 3; wait 2674; wait 7842; wait 2249; wait 1541; do b2 remove p0; do b2 tagall 88; do b1 create ub1 1; do b0 create p0 6; do a0 tagall 16; wait 57; do b2 create ub1 1; do b0 addall 3
        a client that lost the welcome stores no delivery = 104 safety none 500 1048576 history 604800 300 4 | c0-131104056 a1-6690849 | do a1 create s0 5; online a1; online c0; wait 95; lose c0 down; wait 2601
        a row of the base stays when its unique value is taken for a moment = 206 safety none 500 12000 rows 5 300 4 | b1+0 b2+290285 b3-1330257 c3-1840 | online b1; do b1 create p0 5; do b1 create ub0 1; do b1 open p0; do b1 open p1; online b2; online b3; online c3; do c3 create p1 1; busy 204; wait 27672; do b2 create p1 4; wait 28505; do c3 reserve p0 1; do b3 reserve ub0 1; wait 17128
        a record waits as long as its author's role is lost = 138 safety none 1 12000 rows 0 262144 2000 | a0+1009590 b0+6064631 | online b0; do a0 found f0 c; wait 30836; unrole b; do b0 create p0 5; do b0 intrude f0.x2; wait 37223
        row changes of a retired action wait as long as their author's role is lost = 169 liveness none 500 1048576 history 604800 300 2000 | a0-56164 b0-31758 b1-7036360 | online a0; online b0; online b1; do b1 grow p1 84; wait 33839; do a0 legacy p1 9; do b0 spawn u:b 0; do a0 remove p0; unrole a; do b0 renew q1; wait 860; do b0 legacy ub0 1; do b1 remove p1; wait 2457
        the first row of an audience is older than its founding = 59 liveness none 3 1048576 rows 256 262144 2000 | a2-5370832 | serve a found f0 ab; do a2 create f0.0 5
        what a forged claim leaves out is granted because the action declares it = 362 safety none 3 12000 history 604800 262144 2000 | a1+1517 | do a1 add q1 1; do a1 legacyintrude udx1; do a1 found f1 ab; do a1 create f1.0 6; online a1; wait 57; forge a1 up; wait 34444
        what a stricter table cannot hold is kept without what is pending = 125 liveness none 500 12000 rows 0 262144 2000 | b0-72825643/2 c0-52077/2 a1+4610428/0 | online b0; do b0 create ub0 2; online a1; do a1 create p1 6; wait 3000; migrate double; do c0 tagall 44; wait 2221; migrate fill; do b0 add p1 7; wait 30; busy 4000; do b0 fill q 10
        a left-out row is held again when a prediction that fits came true = 318 safety none 500 1048576 rows 0 300 4 | b0+1/2 | do b0 found f1 ab; online b0; wait 2128; migrate fill; do b0 tagall 10; wait 42961
        a left-out row is held again in the name of the record with which a replay ends = 2204 safety none 500 1048576 history 604800 300 4 | a0+42108/2 c0+90441160/2 a1+1159066 | online a0; do a0 create p0 3; do a0 create ua0 5; do a0 open p0; online c0; online a1; do a1 create p0 5; do a1 create ua0 1; do a1 open p0; do a1 open p1; wait 2737; wait 40; do c0 add q0 8; do a1 renew ua0; wait 29275; do c0 grow p0 31; offline a1; do a1 transfer p0 p1 38; do a1 add p1 5; wait 376; do c0 grow p0 0; wait 1; do a0 remove q0; wait 1; wait 1485; serve a create p1 5; do a0 grow ua1 47; do a1 remove s1; die a0 3; busy 2531; renew a1; migrate fill; do c0 add q1 1; do c0 borrow uc0 p; do a0 add p1 4; online a1; wait 4400; nonsense a0 down; serve a untag p1; do a0 addall 4; wait 43736
        a record is delivered with an outcome that a later correction gave it = 1916 safety none 3 1048576 history 604800 60 4 | a0+285949/0 c0+0 a1-11577/2 | online c0; do c0 create p1 5; do c0 open p1; online a1; do a1 open p0; wait 23041; do c0 transfer p1 p0 22; busy 3485; do a1 create p0 5; serve a transfer p1 p0 8; do a0 open p0; do a0 open p1; do a1 transfer p1 p0 15; online a0; do a0 transfer p0 p1 25; wait 42; do a1 create s1 3; busy 1388; migrate fill; wait 51721; serve c addall 3; do c0 add q0 9; busy 364; do a0 transfer p1 p0 30; migrate fill; do c0 transfer p1 p0 11; wait 5812
        a prediction stays no longer than the pending record that it was made for = 2284 safety none 1 12000 history 30 60 4 | a0+4201876 b0-1 c0-224589078 | online b0; do b0 create p1 3; do b0 open p1; wait 3000; do a0 legacy p1 5; serve c grow p1 72; do a0 create s0 0; do a0 reserve p0 2; do a0 add p0 4; busy 2357; do b0 legacy p1 6; do b0 add q1 4; online a0; wait 162; renew a0; do a0 reserve ua1 3; do b0 essay p1 10939; do b0 create p1 6; outage 11146; do c0 essay uc1 12195; do a0 reserve p1 1; do b0 add ub1 9; wait 28616
        a welcome that comes again is none of the connection = 2377 liveness none 500 1048576 history 604800 262144 4 | a0+1749/0 b0+724/0 c0+324023/0 | online a0; online b0; do c0 create s1 4; do c0 open p0; do c0 open p1; wait 3000; online c0; deafcommit; wait 1391; do b0 open p1; do b0 transfer p1 p0 5; do c0 tagall 37; wait 101; restart; wait 432; wait 2293; die a0 29; wait 53333; serve a found f1 abc; do c0 transfer p1 p0 15; wait 2810; again a0 down; wait 123
        a late record of one row is followed by one of any row in its upload = 503 liveness none 500 1048576 history 604800 300 4 | a0-1501 b0-22922 | do b0 addall 3; do b0 remove p0; busy 1207; serve b create p0 0; do a0 add p1 9; online a0; online b0; renew b0; wait 182; stray a0 b0 down; do a0 add p0 8; wait 5929; do a0 create p1 3
        an accepted record is refused when it arrives again because it became unreadable = 421 liveness none 3 1048576 history 604800 60 2000 | a0-24487/0 a1+177750312 | online a1; do a1 open p1; wait 3000; serve a create ua1 2; do a0 grow p0 95; online a0; do a0 grow p1 48; do a0 signpost p0 p0 83; busy 2599; do a0 untag p1; wait 2145; serve a remove p0; offline a0; leave a q; do a0 create q0 3; online a0; do a1 add q0 5; join a s; wait 537; spoil 4
        a record is rejected because of an earlier one in the same commit = 551 liveness none 500 1048576 history 604800 300 2000 | b0-1/0 c0-1/0 a1-528 | online b0; do b0 add p0 6; do c0 open p0; do c0 open p1; do c0 transfer p0 p1 16; online c0; wait 1995; serve a grow p1 21; busy 2712; do c0 transfer p0 p1 19; do a1 create p1 0; online a1; wait 193; renew a1; lose a1 down; do a1 transfer p0 p1 20; wait 8601
        a record of hidden rows becomes unreadable before a user reads past it = 644 safety none 500 1048576 history 604800 262144 2000 | b0-96470228 a1-2467344 b1-1088 | online b0; online a1; do a1 create p0 5; wait 1124; online b1; offline a1; do a1 found f0 a; do b1 sweep 2; wait 2434; serve a found f1 b; locked 15; do b0 quiettag 49; online a1; serve a write f0.0 67; do b0 add p0 5; wait 1694; spoil 4; wait 4877
        what a migration wrote to a row of a founded audience is applied again after a late record = 22 safety none 3 1048576 history 604800 262144 2000 | a0-79991051 | online a0; do a0 found f0 c; wait 2682; do a0 fragile p1 6; serve c renew f0.0; migrate fill; wait 835
        """)
    void breaksNoRule(String description, String schedule) {
        assertThat(checker.check(Schedule.read(schedule.strip()))).isEmpty();
    }
}

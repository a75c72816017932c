package org.synchrotron.it.attacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.synchrotron.it.kit.Device.outcomeOf;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.synchrotron.client.Execution;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.Device;
import org.synchrotron.it.kit.RawSocket;
import org.synchrotron.it.kit.ServerDatabase;
import org.synchrotron.it.kit.ServerProcess;
import org.synchrotron.it.kit.World;
import org.synchrotron.it.todos.AddPoints;
import org.synchrotron.it.todos.RenameTodo;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.Outcome;

/** What a hostile client does to a node ends in time and leaves nothing, and a well-behaved pair works on meanwhile. */
class AttacksIT {

    /** The number of messages that stopped the server for good, before each was answered. */
    private static final int MESSAGES = 200;

    /** Fewer than the connections that a user may have. */
    private static final int TOGETHER = 20;

    private static final int SESSIONS = 40;
    private static final int MEGABYTE = 1 << 20;

    /** What may be left of attacks: buffers that the container keeps, and classes and caches that came meanwhile. */
    private static final long LEFT_OVER = 40L * MEGABYTE;

    /** Each ends where a reader of JSON may look for the end of what it skips. */
    private static final List<String> UNFINISHED = List.of(
            "{\"type\":\"hello\",\"x\":[",
            "{\"type\":\"hello\",\"x\":{\"y\":",
            "{\"type\":\"hello\",\"protocol\":2,\"clientId\":\"c\",\"cursor\":\"e:0\",\"x\":[[[",
            "{\"type\":\"upload\",\"actions\":[{\"args\":{\"x\":[1,",
            "{\"type\":\"upload\",\"amrs\":[{\"x\":{",
            "{\"type\":\"received\",\"x\":{\"a\":[\"");

    /** Short, because the tests wait for them. */
    private static final Map<String, String> LIMITS = Map.of(
            "synchrotron.session.hello", "PT3S",
            "synchrotron.session.message", "PT5S",
            "synchrotron.session.silence", "PT10S",
            "synchrotron.session.sending", "PT5S");

    private static ServerProcess node;
    private static NodeInspection inspection;

    private final List<RawSocket> sockets = new ArrayList<>();
    private World world;
    private Pair pair;
    private HostileUser mallory;

    @BeforeAll
    static void start() {
        node = ServerProcess.start("attacked", ServerProcess.freePort(), LIMITS).awaitReady();
        inspection = new NodeInspection(node);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    @BeforeEach
    void begin() {
        world = new World(node.uri());
        pair = new Pair(world);
        mallory = new HostileUser(node.uri());
    }

    @AfterEach
    void end() throws IOException {
        for (RawSocket each : sockets) {
            each.close();
        }
        world.close();
    }

    private RawSocket held(RawSocket socket) {
        sockets.add(socket);
        return socket;
    }

    @Test
    void textsThatEndInsideAStructureAreRefused() throws IOException {
        for (int i = 0; i < MESSAGES; i += TOGETHER) {
            unfinishedTexts(i, i + TOGETHER);
        }
        pair.deliver();
        inspection.awaitQuiet();
    }

    private void unfinishedTexts(int from, int to) throws IOException {
        List<RawSocket> asked = new ArrayList<>();
        for (int i = from; i < to; i++) {
            RawSocket socket = held(mallory.open());
            socket.send(UNFINISHED.get(i % UNFINISHED.size()));
            asked.add(socket);
        }
        for (RawSocket each : asked) {
            assertThat(each.receiveAll()).contains("\"malformed\"").contains("closed 1002");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/todos/%73ynchrotron/v2",
                "/todos/synchrotron/%762",
                "/todos/synchrotro%6E/v%32",
                "/%74odos/%73%79%6e%63%68%72%6f%74%72%6f%6e/%76%32",
                "/todos/./%73ynchrotron/v2",
                "/todos/x/../%73ynchrotron/v2",
                "/todos//synchrotron/v2",
                "/todos/;a=b/synchrotron/v2"
            })
    void encodedPathsNeedATokenToo(String path) throws IOException {
        long traces = stackTraceLines();
        for (int i = 0; i < SESSIONS; i++) {
            try (RawSocket socket = RawSocket.dial(node.uri(), path, null)) {
                assertThat(socket.status()).isNotEqualTo(101);
            }
        }
        assertThat(stackTraceLines()).isEqualTo(traces);
        pair.deliver();
    }

    private static long stackTraceLines() {
        return node.log().lines().filter(line -> line.strip().startsWith("at ")).count();
    }

    @Test
    @EnabledIfSystemProperty(named = "attacks", matches = "all", disabledReason = "it waits; -Dattacks=all")
    void messagesThatAreNeverCompleteEndAndFreeTheirMemory() throws IOException {
        long before = inspection.heapInUse();
        String part = "{\"type\":\"hello\",\"x\":\"" + "x".repeat(MEGABYTE);
        for (int i = 0; i < SESSIONS; i++) {
            unfinished(part);
        }
        pair.deliver();
        for (RawSocket each : sockets) {
            assertThat(each.receiveAll()).containsAnyOf("closed", "ended");
        }
        Await.until("their memory is free", () -> inspection.heapInUse() < before + LEFT_OVER);
        inspection.awaitQuiet();
    }

    /** Sends some megabytes, or less if the server ends the connection meanwhile. */
    private void unfinished(String part) throws IOException {
        RawSocket socket = held(mallory.open());
        try {
            socket.begin(part);
            for (int i = 0; i < 6; i++) {
                socket.goOn(part);
            }
        } catch (java.net.SocketException e) {
            assertThat(e).hasMessageNotContaining("refused");
        }
    }

    @Test
    void sessionsWithoutHelloEnd() throws IOException {
        for (int i = 0; i < SESSIONS; i++) {
            held(mallory.open());
        }
        pair.deliver();
        for (RawSocket each : sockets) {
            assertThat(each.receiveAll()).containsAnyOf("closed", "ended");
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "attacks", matches = "all", disabledReason = "it waits; -Dattacks=all")
    void silentSessionsEnd() throws IOException {
        for (int i = 0; i < SESSIONS; i++) {
            held(mallory.greeting());
        }
        pair.deliver();
        for (RawSocket each : sockets) {
            assertThat(each.receiveAll()).contains("\"welcome\"").containsAnyOf("closed", "ended");
        }
    }

    @Test
    void uploadsThatWaitForTheLockDelayNoReader() throws Exception {
        for (int i = 0; i < 2 * SESSIONS; i++) {
            RawSocket socket = held(mallory.greeting());
            assertThat(socket.receive()).contains("\"welcome\"");
        }
        AutoCloseable lock = ServerDatabase.lockedLog();
        try {
            for (RawSocket each : sockets) {
                each.send(mallory.upload());
            }
            world.member("cid").online().awaitSynced();
        } finally {
            lock.close();
        }
        for (RawSocket each : sockets) {
            assertThat(each.receiveUntil("\"accepted\"", "\"refused\"")).doesNotContain("closed");
        }
        pair.deliver();
        inspection.awaitQuiet();
    }

    @Test
    void readersThatDoNotReadDelayNobodyAndAreGivenUp() throws IOException {
        mallory.fillLog();
        int threads = inspection.threads();
        for (int i = 0; i < MESSAGES; i++) {
            held(mallory.notReading());
        }
        for (int i = 0; i < 10; i++) {
            pair.deliver();
        }
        world.member("cid").online().awaitSynced();
        Await.until("their threads are free", Await.TIMEOUT, () -> inspection.threads() < threads + SESSIONS);
    }

    @Test
    void recordThatCannotBeReadBlocksNobodyAndIsReportedOnce() throws Exception {
        Device eve = world.member("eve").lagging(Duration.ofMinutes(10)).online();
        String todo = eve.<String>does(world.todo("old")).result();
        List<Device> others = List.of(world.member("fay"), world.member("gus"));
        others.forEach(each -> each.online().awaitSynced().offline());
        ActionId spoiled =
                eve.lagging(Duration.ZERO).does(new AddPoints.Args(todo, 10)).actionId();
        eve.does(new RenameTodo.Args(todo, "renamed"));
        eve.awaitSynced();
        ServerDatabase.spoil(spoiled);

        for (Device each : others) {
            Execution<Long> late = each.lagging(Duration.ofMinutes(5)).does(new AddPoints.Args(todo, 1));
            each.online();
            assertThat(outcomeOf(late).kind()).isNotEqualTo(Outcome.Kind.REJECTED);
            each.awaitSynced();
            assertThat(each.text(todo)).isEqualTo("renamed");
        }
        pair.deliver();
        Await.until(
                "the application is told",
                () -> node.rest("projects/unreadable").equals(spoiled.value()));
        assertThat(node.log().lines().filter(line -> line.contains(spoiled.value())))
                .singleElement(STRING)
                .contains("cannot be read and is left out");
        assertThat(node.readiness().statusCode()).isEqualTo(200);
        assertThat(node.readiness().body()).containsPattern("\"unreadableRecords\":\"?1\\b");
    }

    /** Prints the figures. They depend on the machine, so only a delivery that hangs fails. */
    @Test
    @EnabledIfSystemProperty(named = "attacks", matches = "all", disabledReason = "it measures; -Dattacks=all")
    void deliveryTimesBesideEachAttack() throws Exception {
        DeliveryTimes times = new DeliveryTimes(pair);
        try (Attacks attacks = new Attacks(node.uri())) {
            times.measure(attacks);
        }
        times.print();
    }
}

package org.synchrotron.server.access;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.synchrotron.log.LogEntry;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.kit.RandomUploads;
import org.synchrotron.server.kit.ReadRows;
import org.synchrotron.server.kit.Replica;

@DisplayName("With random memberships, a policy, rows, actions and reads")
class DifferentialAccessTest {

    private static final int STEPS = 24;

    /** Ingest ids, the fingerprint in the cursor, and the clocks of the server's own records are of the whole log. */
    private static final Pattern OF_THE_LOG = Pattern.compile(
            "\"(?:after|upTo|head|server_ingest_id|basisServerIngestId|cursor|base)\":(?:\\d+|\"[^\"]*\"|\\{[^}]*})"
                    + "|\"clock\":\\{\"timestamp\":\\d+,\"vector\":\\{\"server\":\\d+}},\"clock_counter\":\\d+,\"clock_time_ms\":\\d+");

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final MessageCodec codec = new MessageCodec();

    static List<Integer> seeds() {
        return RandomUploads.seeds(5);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName(
            "what a user is sent, as rows and as records, equals a plain query as that user, and an upload writes only that")
    void whatIsSentEqualsAQuery(int seed) {
        Random random = new Random(seed);
        RandomAccess access = new RandomAccess(random);
        try (AccessWorld world = new AccessWorld()) {
            Map<String, Replica> replicas = new HashMap<>();
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(4) == 0) {
                    changeMembership(access, random, world);
                }
                String user = access.user();
                Replica replica = replicas.computeIfAbsent(user, each -> new Replica(world.server, each, each + "-1"));
                boolean late = random.nextInt(3) == 0;
                LogEntry entry = replica.at(step * 10L - (late ? random.nextInt(step * 10 + 1) : 0), access.action());
                Map<String, String> before = world.all();
                world.accept(replica.upload(entry));
                assertThatEffectsAreVisible(user, entry, world);
                if (!late) {
                    assertThatOnlyVisibleRowsChanged(user, before, world);
                }
                if (step % 3 > 0) {
                    continue;
                }
                String reader = access.user();
                Map<String, String> selected = world.selected(reader);
                assertThat(selected).as("a query as %s", reader).isEqualTo(world.visible(reader, world.all()));
                assertThat(world.deliveredAsRows(reader))
                        .as("rows for %s", reader)
                        .isEqualTo(world.selected(reader));
                assertThat(world.deliveredAsRecords(reader))
                        .as("records for %s", reader)
                        .isEqualTo(world.selected(reader));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    @DisplayName("what a user cannot see changes no byte of what the user is sent, but for what is of the whole log")
    void hiddenWorkChangesNoByte(int seed) {
        Random random = new Random(seed);
        RandomAccess access = new RandomAccess(random);
        Set<String> records = new HashSet<>();
        try (AccessWorld without = new AccessWorld();
                AccessWorld with = new AccessWorld()) {
            for (int step = 0; step < STEPS; step++) {
                if (random.nextInt(5) == 0) {
                    String user = access.user();
                    String audience = access.sharedAudience();
                    without.member(user, audience);
                    with.member(user, audience);
                }
                String user = access.user();
                Replica replica = new Replica(without.server, user, user + "-" + step);
                Upload upload = replica.upload(replica.at(step * 10L - random.nextInt(50), access.action()));
                records.add(upload.records().get(0).record().id().value());
                without.accept(upload);
                with.accept(upload);
                Replica eve = new Replica(with.server, "eve", "eve-" + step);
                with.accept(eve.upload(eve.at(step * 10L - random.nextInt(200), access.hiddenAction())));
                if (step % 3 > 0) {
                    continue;
                }
                String reader = access.user();
                assertThat(sent(reader, records, with)).isEqualTo(sent(reader, records, without));
            }
            assertThat(with.server.database.rows("select distinct user_id from synchrotron.action_records"
                            + " join synchrotron.action_modified_rows on action_record_id = id"))
                    .contains("(eve)");
        }
    }

    /** {@return all that a new replica of the user is sent, as records and as rows} */
    private List<String> sent(String user, Set<String> records, AccessWorld world) {
        List<String> texts = new ArrayList<>();
        world.deliveries(user).forEach(delivery -> texts.add(codec.write(delivery)));
        ReadRows rows = world.firstSync(user);
        texts.add(codec.write(requireNonNull(rows.start)));
        rows.parts.forEach(part -> texts.add(codec.write(part)));
        texts.add(codec.write(requireNonNull(rows.end)));
        return texts.stream()
                .map(text -> OF_THE_LOG.matcher(text).replaceAll("(of the log)"))
                .map(text -> ID.matcher(text)
                        .replaceAll(id -> records.contains(id.group()) ? id.group() : "(of the server)"))
                .toList();
    }

    private static void changeMembership(RandomAccess access, Random random, AccessWorld world) {
        String user = access.user();
        String audience = access.sharedAudience();
        if (random.nextInt(3) > 0) {
            world.member(user, audience);
        } else {
            world.noMember(user, audience);
        }
    }

    private static void assertThatEffectsAreVisible(String user, LogEntry entry, AccessWorld world) {
        assertThat(world.server.database.rows("select distinct audience_key from synchrotron.action_modified_rows"
                        + " where action_record_id = '" + entry.record().id() + "'"))
                .allMatch(audience -> world.maySee(user, audience.substring(1, audience.length() - 1)));
    }

    private static void assertThatOnlyVisibleRowsChanged(String user, Map<String, String> before, AccessWorld world) {
        Map<String, String> after = world.all();
        Map<String, String> changed = new HashMap<>(before);
        changed.putAll(after);
        changed.keySet().removeIf(id -> Objects.equals(before.get(id), after.get(id)));
        assertThat(changed.values())
                .as("rows that the upload of %s changed", user)
                .allMatch(row -> world.maySee(user, AccessWorld.audience(row)));
    }
}

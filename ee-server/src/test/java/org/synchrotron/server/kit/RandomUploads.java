package org.synchrotron.server.kit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.synchrotron.history.ReplayKey;
import org.synchrotron.log.LogEntry;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAnswer.Accepted;

/**
 * Uploads of three users whose records arrive late. After each, the log must match the tables (rule 4).
 *
 * @param records how many records there are in all, or a few more
 * @param late by how much a record is late at most
 * @param together how many records an upload has at most
 * @param actions the arguments of an action of a user
 */
public record RandomUploads(int records, int late, int together, BiFunction<String, Random, Record> actions) {

    private static final List<String> USERS = List.of("ann", "bob", "cid");

    /** {@return the seeds of a test: so many, or what {@code synchrotron.seeds} says, from {@code synchrotron.first} on} */
    public static List<Integer> seeds(int usual) {
        int first = Integer.getInteger("synchrotron.first", 0);
        return IntStream.range(first, first + Integer.getInteger("synchrotron.seeds", usual))
                .boxed()
                .toList();
    }

    /** {@return the uploads, which the server has accepted} */
    public List<Upload> arrive(TestServer server, Random random) {
        List<Replica> replicas = USERS.stream()
                .map(user -> new Replica(server, user, user + "-1"))
                .toList();
        List<Upload> taken = new ArrayList<>();
        for (int time = 0; time < records; ) {
            int author = random.nextInt(USERS.size());
            String user = USERS.get(author);
            Replica replica = replicas.get(author);
            int lag = random.nextInt(late);
            int apart = random.nextInt(late / 4);
            LogEntry[] entries = new LogEntry[1 + random.nextInt(together)];
            for (int i = 0; i < entries.length; i++) {
                entries[i] = replica.at(time++ - lag + i * apart, actions.apply(user, random));
            }
            replica.receive();
            Upload upload = replica.upload(entries);
            assertThat(server.accept(upload)).isInstanceOf(Accepted.class);
            assertThat(server.missingChanges())
                    .as("after the upload of %s", user)
                    .isEmpty();
            taken.add(upload);
        }
        return taken;
    }

    /** Uploads the same records one by one in replay order, so that each runs once. */
    public static void replayOnce(List<Upload> uploads, TestServer server) {
        uploads.stream()
                .flatMap(upload -> upload.records().stream()
                        .map(entry -> new Upload(upload.caller(), upload.client(), Long.MAX_VALUE, List.of(entry), 0)))
                .sorted(Comparator.comparing(
                        one -> ReplayKey.of(one.records().get(0).record())))
                .forEach(one -> assertThat(server.accept(one)).isInstanceOf(Accepted.class));
    }
}

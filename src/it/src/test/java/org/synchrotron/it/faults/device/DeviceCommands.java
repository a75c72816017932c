package org.synchrotron.it.faults.device;

import static java.util.stream.Collectors.joining;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.it.faults.device.LastStep.Kind;
import org.synchrotron.it.kit.Rows;
import org.synchrotron.it.todos.AddPoints;
import org.synchrotron.it.todos.Shout;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;

/** The commands of a device's process. Not thread-safe. */
final class DeviceCommands {

    private final DeviceClient client;
    private final LastStep last;
    private final PageLimit limit;
    private final DeviceWork work;

    DeviceCommands(DeviceClient client, LastStep last, PageLimit limit) {
        this.client = client;
        this.last = last;
        this.limit = limit;
        this.work = new DeviceWork(client);
    }

    /** {@return the result of the command, one line} */
    String run(List<String> words) throws InterruptedException, SQLException {
        return words.size() == 1 ? question(words.get(0)) : command(words.get(0), words.get(1), words);
    }

    private String command(String verb, String first, List<String> words) throws InterruptedException, SQLException {
        switch (verb) {
            case "last" -> last.isFromNow(Kind.valueOf(first), Long.parseLong(words.get(2)));
            case "room" -> limit.set(Integer.parseInt(first));
            case "open" -> client.open(new ProgramVersion(first, Integer.parseInt(words.get(2))));
            case "work" -> work.begin(Long.parseLong(first));
            case "add" -> client.<Long>execute(new AddPoints.Args(first, 1));
            case "edit" -> client.get().editAndRetry(new ActionId(first), new Shout.Args(words.get(2)));
            default -> {
                return answer(verb, first);
            }
        }
        return "done";
    }

    private String answer(String verb, String first) throws InterruptedException {
        return switch (verb) {
            case "synced" -> String.valueOf(client.get().awaitSynced(Duration.ofSeconds(Long.parseLong(first))));
            case "steps" -> String.valueOf(last.taken(Kind.valueOf(first)));
            case "shout" ->
                client.<Void>execute(new Shout.Args(first)).actionId().value();
            case "discard" -> idsOf(client.get().discard(new ActionId(first)));
            default -> throw new IllegalArgumentException(verb);
        };
    }

    private String question(String word) {
        return switch (word) {
            case "close" -> done(client::close);
            case "rest" -> done(work::end);
            case "online" -> done(client.get()::connect);
            case "offline" -> done(client.get()::disconnect);
            case "rebase" -> done(client.get()::rebase);
            case "resync" -> ids(client.get().hardResync());
            case "pending" -> ids(client.get().pending());
            case "quarantined" -> idsOf(client.get().quarantined());
            case "status" -> client.get().status().toString();
            case "id" -> client.get().clientId().value();
            case "rows" ->
                client.get()
                        .<List<Map<String, Object>>, RuntimeException>read(Rows::read)
                        .toString();
            default -> throw new IllegalArgumentException(word);
        };
    }

    private static String idsOf(List<QuarantinedRecord> records) {
        return ids(records.stream().map(QuarantinedRecord::record).toList());
    }

    private static String ids(List<ActionRecord> records) {
        return records.stream().map(record -> record.id().value()).collect(joining(" "));
    }

    private static String done(Runnable command) {
        command.run();
        return "done";
    }
}

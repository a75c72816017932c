package org.synchrotron.it.faults.device;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.synchrotron.client.QuarantinedRecord;
import org.synchrotron.it.kit.Rows;
import org.synchrotron.it.todos.AddPoints;
import org.synchrotron.it.todos.Shout;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.ActionRecord;

/** The commands of a device's process. Not thread-safe. */
final class DeviceCommands {

    private final DeviceClient client;
    private final LastStep last;
    private final DeviceWork work;

    DeviceCommands(DeviceClient client, LastStep last) {
        this.client = client;
        this.last = last;
        this.work = new DeviceWork(client);
    }

    /** {@return the result of the command, one line} */
    String run(List<String> words) throws InterruptedException {
        return switch (words.get(0)) {
            case "last" -> done(() -> last.isFromNow(Long.parseLong(words.get(1))));
            case "steps" -> String.valueOf(last.taken());
            case "open" -> done(() -> client.open(new ProgramVersion(words.get(1), Integer.parseInt(words.get(2)))));
            case "close" -> done(client::close);
            case "work" -> done(() -> work.begin(Long.parseLong(words.get(1))));
            case "rest" -> done(work::end);
            case "synced" -> String.valueOf(client.get().awaitSynced(Duration.ofSeconds(Long.parseLong(words.get(1)))));
            default -> words.size() == 1 ? question(words.get(0)) : action(words);
        };
    }

    private String question(String word) {
        return switch (word) {
            case "online" -> done(client.get()::connect);
            case "offline" -> done(client.get()::disconnect);
            case "rebase" -> done(client.get()::rebase);
            case "resync" -> ids(client.get().hardResync());
            case "pending" -> ids(client.get().pending());
            case "quarantined" ->
                ids(client.get().quarantined().stream()
                        .map(QuarantinedRecord::record)
                        .toList());
            case "status" -> client.get().status().toString();
            case "id" -> client.get().clientId().value();
            case "rows" ->
                client.get()
                        .<List<Map<String, Object>>, RuntimeException>read(Rows::read)
                        .toString();
            default -> throw new IllegalArgumentException(word);
        };
    }

    private String action(List<String> words) {
        String first = words.get(1);
        return switch (words.get(0)) {
            case "add" ->
                client.<Long>execute(new AddPoints.Args(first, 1)).result().toString();
            case "shout" ->
                client.<Void>execute(new Shout.Args(first)).actionId().value();
            case "edit" -> done(() -> client.get().editAndRetry(new ActionId(first), new Shout.Args(words.get(2))));
            case "discard" ->
                ids(client.get().discard(new ActionId(first)).stream()
                        .map(QuarantinedRecord::record)
                        .toList());
            default -> throw new IllegalArgumentException(words.get(0));
        };
    }

    private static String ids(List<ActionRecord> records) {
        return records.stream().map(record -> record.id().value()).collect(joining(" "));
    }

    private static String done(Runnable command) {
        command.run();
        return "done";
    }
}

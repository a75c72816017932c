package org.synchrotron.simulation.server;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.synchrotron.log.ActionId;
import org.synchrotron.server.accept.FurtherViews;
import org.synchrotron.server.accept.Upload;
import org.synchrotron.server.accept.UploadAcceptance;
import org.synchrotron.server.accept.UploadAnswer;
import org.synchrotron.server.accept.WaitingUploads;
import org.synchrotron.server.access.Caller;

/** Accepts uploads with the present configuration, and adds further views. It reports each upload and answer, and can hide the success of a commit from the server. */
final class Acceptance {

    private final Function<Set<String>, UploadAcceptance> configured;
    private final FurtherViews views;
    private final SimulatedDatabase database;
    private final ServerEvents events;
    private UploadAcceptance present;
    private boolean missing;
    private int sharedCommits;

    /**
     * @param configured gives the acceptance for a set of retired tags
     * @param retired the retired tags at the beginning
     */
    Acceptance(
            Function<Set<String>, UploadAcceptance> configured,
            FurtherViews views,
            Set<String> retired,
            SimulatedDatabase database,
            ServerEvents events) {
        this.configured = configured;
        this.views = views;
        this.present = configured.apply(retired);
        this.database = database;
        this.events = events;
    }

    /** From now on it accepts these actions, and no others, among those that the server does not know. */
    void retire(Set<String> tags) {
        present = configured.apply(tags);
    }

    /** Commits the next upload, but gives the server an error instead of the confirmation. */
    void missNextCommit() {
        missing = true;
    }

    void heal() {
        missing = false;
    }

    List<UploadAnswer> accept(Upload first, WaitingUploads waiting, Handle sql) {
        events.uploaded(first);
        List<UploadAnswer> answers = present.accept(first, commit -> joined(waiting.join(commit)), sql);
        database.onCommit(() -> committed(answers));
        return answers;
    }

    private List<Upload> joined(List<Upload> uploads) {
        uploads.forEach(events::uploaded);
        return uploads;
    }

    void addViews(Caller reader, List<ActionId> records, Handle sql) {
        views.add(reader, records, sql);
        database.onCommit(events::committed);
    }

    /** {@return how many transactions accepted more than one upload} */
    int sharedCommits() {
        return sharedCommits;
    }

    private void committed(List<UploadAnswer> answers) {
        sharedCommits += answers.size() > 1 ? 1 : 0;
        events.committed();
        if (missing) {
            missing = false;
            throw new DatabaseAway();
        }
        answers.forEach(events::answered);
    }
}

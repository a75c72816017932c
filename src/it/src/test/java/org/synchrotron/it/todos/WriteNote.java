package org.synchrotron.it.todos;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionContext;
import org.synchrotron.action.Footprint;
import org.synchrotron.action.FootprintContext;
import org.synchrotron.action.SyncAction;

/** Writes a note that only its author sees. Returns its id. */
@SyncAction("write_note_v1")
public class WriteNote implements Action<WriteNote.Args, String> {

    /** The note. Its key is unique within one execution. */
    public record Args(@NotBlank String key, @NotNull String text) {}

    @Override
    public String apply(Args args, ActionContext context) {
        String id = context.rowIds().of("notes", "key", args.key());
        context.sql()
                .createUpdate("insert into notes (id, audience_key, text) values (:id, :audience, :text)")
                .bind("id", id)
                .bind("audience", "user:" + context.author())
                .bind("text", args.text())
                .execute();
        return id;
    }

    @Override
    public Footprint footprint(Args args, FootprintContext context) {
        return Footprint.audience("user:" + context.author())
                .onlyRow("notes", context.rowIds().of("notes", "key", args.key()));
    }
}

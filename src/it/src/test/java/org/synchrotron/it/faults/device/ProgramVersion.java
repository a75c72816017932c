package org.synchrotron.it.faults.device;

import java.time.Duration;
import org.synchrotron.client.ClientBuilder;
import org.synchrotron.it.todos.TodosProgram;

/**
 * A version of the program on a device.
 *
 * @param name what it does: {@code plain}, or {@code forgetful}: it keeps no log
 * @param steps how many steps of DDL it has more than the first version
 */
record ProgramVersion(String name, int steps) {

    /** {@return the builder of this program's client} */
    ClientBuilder addTo(ClientBuilder builder) {
        TodosProgram.ACTIONS.forEach(builder::action);
        for (int i = 1; i <= steps; i++) {
            builder.schema("create table drafts_" + i + " (text text); create index drafts_text_" + i + " on drafts_"
                    + i + " (text); insert into drafts_" + i + " select text from todos");
        }
        return name.equals("forgetful") ? builder.keepHistory(Duration.ZERO).keepOwn(Duration.ZERO) : builder;
    }
}

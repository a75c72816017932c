package org.synchrotron.server.session;

import java.util.Set;
import java.util.function.Consumer;
import org.synchrotron.log.UserId;
import org.synchrotron.protocol.ServerMessage;
import org.synchrotron.protocol.ServerMessage.Audiences;

/** The audiences of the user that a client was last told. Not thread-safe. */
final class ToldAudiences {

    private final Consumer<ServerMessage> outbox;
    private Set<String> told = Set.of();
    private boolean changed;

    ToldAudiences(Consumer<ServerMessage> outbox) {
        this.outbox = outbox;
    }

    /** The welcome names these. */
    void welcome(Set<String> audiences) {
        told = audiences;
        changed = true;
    }

    /** {@return whether the client was told of audiences, by the welcome or of others, since this was last asked} */
    boolean takeChanged() {
        boolean since = changed;
        changed = false;
        return since;
    }

    /**
     * {@return whether these are others} Tells the client then what changed. To be called before anything is sent that was read under them.
     */
    boolean tell(UserId reader, Set<String> audiences) {
        if (audiences.equals(told)) {
            return false;
        }
        outbox.accept(Audiences.between(reader, told, audiences));
        welcome(audiences);
        return true;
    }
}

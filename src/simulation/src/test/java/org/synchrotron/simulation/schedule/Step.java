package org.synchrotron.simulation.schedule;

import java.util.Locale;
import org.synchrotron.simulation.actions.Operation;

/** One thing that happens. Its text is what {@link StepText} reads. */
public sealed interface Step {

    /** A client executes an action. */
    record Act(String client, Operation operation) implements Step {
        @Override
        public String toString() {
            return "do " + client + " " + operation;
        }
    }

    /** The server executes an action in a user's name. */
    record Serve(String user, Operation operation) implements Step {
        @Override
        public String toString() {
            return "serve " + user + " " + operation;
        }
    }

    /** Time passes. */
    record Wait(long ms) implements Step {
        @Override
        public String toString() {
            return "wait " + ms;
        }
    }

    /** A client is to be connected from now on, or not. */
    record Switch(String client, boolean online) implements Step {
        @Override
        public String toString() {
            return (online ? "online " : "offline ") + client;
        }
    }

    /**
     * A client's process dies and comes back on its file.
     *
     * @param writes how many writes of its next transaction go before; 0 for at once
     */
    record Die(String client, int writes) implements Step {
        @Override
        public String toString() {
            return "die " + client + " " + writes;
        }
    }

    /** The network does something to a client's connection. */
    record Trouble(String client, NetworkFault fault, Direction direction) implements Step {
        @Override
        public String toString() {
            return (fault + " " + client + " " + direction).toLowerCase(Locale.ROOT);
        }
    }

    /** The next message of one client's connection gets into another's. */
    record Stray(String from, String to, Direction direction) implements Step {
        @Override
        public String toString() {
            return "stray " + from + " " + to + " " + direction.name().toLowerCase(Locale.ROOT);
        }
    }

    /** Nothing gets through for so long, in either direction; what was said arrives later. */
    record Silence(String client, long ms) implements Step {
        @Override
        public String toString() {
            return "silence " + client + " " + ms;
        }
    }

    /** The server has no database for so long. */
    record Outage(long ms) implements Step {
        @Override
        public String toString() {
            return "outage " + ms;
        }
    }

    /** From now on the server takes no actions that it does not know, or takes them again. */
    record Refuse(boolean on) implements Step {
        @Override
        public String toString() {
            return "refuse " + (on ? "on" : "off");
        }
    }

    /** What becomes of the first record that a client has quarantined because it was refused: it is tried again, or forgotten. */
    record Decide(String client, boolean again) implements Step {
        @Override
        public String toString() {
            return (again ? "retry " : "discard ") + client;
        }
    }

    /** The server's process dies and comes back. */
    record Restart() implements Step {
        @Override
        public String toString() {
            return "restart";
        }
    }

    /** The server does not hear that its next upload was committed. */
    record DeafCommit() implements Step {
        @Override
        public String toString() {
            return "deafcommit";
        }
    }
}

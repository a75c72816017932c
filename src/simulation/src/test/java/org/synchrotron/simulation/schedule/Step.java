package org.synchrotron.simulation.schedule;

import java.util.List;
import java.util.Locale;
import org.synchrotron.simulation.actions.Operation;

/** One step of a schedule. Its text is in the schedule language, which {@link StepReader} reads. */
public sealed interface Step {

    /** {@return the names of the clients that it concerns} */
    default List<String> clients() {
        return List.of();
    }

    /** A client executes an action. */
    record ClientAction(String client, Operation operation) implements Step {
        @Override
        public List<String> clients() {
            return List.of(client);
        }

        @Override
        public String toString() {
            return "do " + client + " " + operation;
        }
    }

    /** The server executes an action on behalf of a user. */
    record ServerAction(String user, Operation operation) implements Step {
        @Override
        public String toString() {
            return "serve " + user + " " + operation;
        }
    }

    /** A user gets an audience or loses one, in whatever state the user's devices are. */
    record Membership(String user, String audience, boolean member) implements Step {
        @Override
        public String toString() {
            return (member ? "join " : "leave ") + user + " " + audience;
        }
    }

    /**
     * The server's login gets the database role of a user, or loses it. Meanwhile the server can neither greet the user nor take the user's
     * records, and records that are in the log keep their known effects.
     */
    record DatabaseRole(String user, boolean held) implements Step {
        @Override
        public String toString() {
            return (held ? "role " : "unrole ") + user;
        }
    }

    /** So many milliseconds pass. */
    record Wait(long ms) implements Step {
        @Override
        public String toString() {
            return "wait " + ms;
        }
    }

    /** From now on the client keeps a connection, or stays disconnected. */
    record Connectivity(String client, boolean online) implements Step {
        @Override
        public List<String> clients() {
            return List.of(client);
        }

        @Override
        public String toString() {
            return (online ? "online " : "offline ") + client;
        }
    }

    /**
     * A client's process crashes and starts again later on its file.
     *
     * @param writes after how many writes of its next transaction it crashes; 0 for at once
     */
    record Crash(String client, int writes) implements Step {
        @Override
        public List<String> clients() {
            return List.of(client);
        }

        @Override
        public String toString() {
            return "die " + client + " " + writes;
        }
    }

    /** A client's process crashes at once, and a program of the next generation, if there is one, starts later on its file. */
    record Upgrade(String client) implements Step {
        @Override
        public List<String> clients() {
            return List.of(client);
        }

        @Override
        public String toString() {
            return "upgrade " + client;
        }
    }

    /** A fault of the network on a client's connection. */
    record Fault(String client, NetworkFault fault, Direction direction) implements Step {
        @Override
        public List<String> clients() {
            return List.of(client);
        }

        @Override
        public String toString() {
            return (fault + " " + client + " " + direction).toLowerCase(Locale.ROOT);
        }
    }

    /** The next message of one client's connection arrives on another client's connection. */
    record Misdirect(String from, String to, Direction direction) implements Step {
        @Override
        public List<String> clients() {
            return List.of(from, to);
        }

        @Override
        public String toString() {
            return "stray " + from + " " + to + " " + direction.name().toLowerCase(Locale.ROOT);
        }
    }

    /** For so many milliseconds no message arrives in either direction; messages sent meanwhile arrive later. */
    record Silence(String client, long ms) implements Step {
        @Override
        public List<String> clients() {
            return List.of(client);
        }

        @Override
        public String toString() {
            return "silence " + client + " " + ms;
        }
    }

    /** The server has no database for so many milliseconds. */
    record Outage(long ms) implements Step {
        @Override
        public String toString() {
            return "outage " + ms;
        }
    }

    /** For so many milliseconds no upload thread of the server takes up work, so uploads wait together. */
    record Busy(long ms) implements Step {
        @Override
        public String toString() {
            return "busy " + ms;
        }
    }

    /** From now on the server has these retired actions: of those that it does not know, it accepts these and refuses the others. */
    record Retire(List<String> operations) implements Step {

        public Retire {
            operations = List.copyOf(operations);
        }

        @Override
        public String toString() {
            return "retired " + (operations.isEmpty() ? "none" : String.join(" ", operations));
        }
    }

    /** The application retries or discards the first refused record that the client has quarantined. */
    record Decision(String client, boolean retry) implements Step {
        @Override
        public List<String> clients() {
            return List.of(client);
        }

        @Override
        public String toString() {
            return (retry ? "retry " : "discard ") + client;
        }
    }

    /** The application asks for all rows anew. */
    record Renewal(String client) implements Step {
        @Override
        public List<String> clients() {
            return List.of(client);
        }

        @Override
        public String toString() {
            return "renew " + client;
        }
    }

    /** The client cuts its log now, whatever it may keep. */
    record Cut(String client) implements Step {
        @Override
        public List<String> clients() {
            return List.of(client);
        }

        @Override
        public String toString() {
            return "cutlog " + client;
        }
    }

    /**
     * A write to the server's tables fails for a reason of the world, in the middle of a transaction.
     *
     * @param writes the how-manieth from now
     * @param fault why
     */
    record FailedWrite(int writes, WriteFault fault) implements Step {

        @Override
        public String toString() {
            return fault.word() + " " + writes;
        }
    }

    /** A migration of the application writes the server's rows. */
    record Migration(ServerMigration migration) implements Step {
        @Override
        public String toString() {
            return "migrate " + migration.word();
        }
    }

    /**
     * From now on the server cannot read the arguments of a record in its log.
     *
     * @param back how many base records of the log come after it
     */
    record Spoil(int back) implements Step {
        @Override
        public String toString() {
            return "spoil " + back;
        }
    }

    /**
     * An operator withdraws a record of the server's log.
     *
     * @param back how many actions of the log come after it
     */
    record Withdrawal(int back) implements Step {
        @Override
        public String toString() {
            return "withdraw " + back;
        }
    }

    /**
     * The server removes old records from its log.
     *
     * @param ageMs how old they are at least, in milliseconds, by their clocks and by their arrival
     */
    record Removal(long ageMs) implements Step {
        @Override
        public String toString() {
            return "retain " + ageMs;
        }
    }

    /** A backup of the server's database is made, in place of the former one; or it is restored, while the server runs. */
    record Backup(boolean restored) implements Step {
        @Override
        public String toString() {
            return restored ? "restore" : "backup";
        }
    }

    /** The server's process ends, and a new one starts. */
    record Restart() implements Step {
        @Override
        public String toString() {
            return "restart";
        }
    }

    /** The next upload is committed, but the server gets an error instead of the confirmation. */
    record LostCommitAnswer() implements Step {
        @Override
        public String toString() {
            return "deafcommit";
        }
    }
}

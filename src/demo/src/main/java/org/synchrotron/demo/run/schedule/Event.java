package org.synchrotron.demo.run.schedule;

/** What an author does at one moment of the simulated time. */
public sealed interface Event {

    String author();

    /** {@return when, in milliseconds since 1970} */
    long at();

    /** Goes offline and begins to work. */
    record GoesOffline(Spell spell) implements Event {
        @Override
        public String author() {
            return spell.author();
        }

        @Override
        public long at() {
            return spell.beginsAt();
        }
    }

    /** Goes online, receives what the others did, and uploads its own work. */
    record GoesOnline(Spell spell) implements Event {
        @Override
        public String author() {
            return spell.author();
        }

        @Override
        public long at() {
            return spell.endsAt();
        }
    }

    /** Goes online without any work, and receives what the others do. */
    record LooksIn(String author, long at) implements Event {}

    /** Goes offline without any work. */
    record GoesHome(String author, long at) implements Event {}
}

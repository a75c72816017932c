package org.synchrotron.demo.run.schedule;

/** What an author does at one moment of the simulated time. */
public sealed interface Event {

    Spell spell();

    /** {@return when, in milliseconds since 1970} */
    long at();

    /** Goes offline and begins to work. */
    record GoesOffline(Spell spell) implements Event {
        @Override
        public long at() {
            return spell.beginsAt();
        }
    }

    /** Goes online, receives what the others did, and uploads its own work. */
    record GoesOnline(Spell spell) implements Event {
        @Override
        public long at() {
            return spell.endsAt();
        }
    }

    /** Goes home, after as long a time online as it was offline, in which it received what the others did. */
    record GoesHome(Spell spell) implements Event {
        @Override
        public long at() {
            return spell.homeAt();
        }
    }
}

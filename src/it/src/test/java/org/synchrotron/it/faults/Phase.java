package org.synchrotron.it.faults;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Locale;

/** What a client is doing when its process ends. Each phase is prepared, carried out until the process ends, and settled afterwards. */
enum Phase {
    EXECUTION(400) {
        @Override
        void carryOut(Site site, FaultyDevice device) {
            device.tryTo("add " + site.todo());
            device.tryTo("add " + site.todo());
        }
    },
    UPLOAD(700) {
        @Override
        void prepare(Site site, FaultyDevice device) {
            device.ask("offline");
            device.ask("add " + site.todo());
            device.ask("add " + site.todo());
        }

        @Override
        void carryOut(Site site, FaultyDevice device) {
            goOnline(device);
        }
    },
    CATCHING_UP(3000) {
        @Override
        void prepare(Site site, FaultyDevice device) {
            device.ask("offline");
            device.ask("add " + site.todo());
            site.awaitActions(MANY);
        }

        @Override
        void carryOut(Site site, FaultyDevice device) {
            goOnline(device);
        }
    },
    REBASE(10) {
        @Override
        void prepare(Site site, FaultyDevice device) {
            device.ask("offline");
            device.ask("add " + site.todo());
        }

        @Override
        void carryOut(Site site, FaultyDevice device) {
            device.tryTo("rebase");
        }
    },
    ROW_DELIVERY(1500) {
        @Override
        void prepare(Site site, FaultyDevice device) {
            device.ask("offline");
            device.ask("add " + site.todo());
            device.ask("rebase");
        }

        @Override
        void carryOut(Site site, FaultyDevice device) {
            goOnline(device);
        }
    },
    QUARANTINE(1500) {
        @Override
        void prepare(Site site, FaultyDevice device) {
            device.ask("offline");
            device.expectsRefusalOf(device.ask("shout " + site.todo()));
            device.ask("add " + site.todo());
        }

        @Override
        void carryOut(Site site, FaultyDevice device) {
            goOnline(device);
        }

        @Override
        void settle(Site site, FaultyDevice device) {
            device.ask("synced " + SECONDS);
            device.ledger().isGivenUp(device.ids("discard " + device.expectedRefusal()));
        }
    },
    /** The record gets other arguments, and is refused again. */
    EDIT_AND_RETRY(600) {
        @Override
        void prepare(Site site, FaultyDevice device) {
            device.expectsRefusalOf(device.ask("shout " + site.todo()));
            device.ask("synced " + SECONDS);
        }

        @Override
        void carryOut(Site site, FaultyDevice device) {
            device.tryTo("edit " + device.expectedRefusal() + " " + site.todo());
        }

        @Override
        void settle(Site site, FaultyDevice device) {
            QUARANTINE.settle(site, device);
        }
    },
    HARD_RESYNC(400) {
        @Override
        void prepare(Site site, FaultyDevice device) {
            device.ask("offline");
            device.ask("add " + site.todo());
            device.ask("add " + site.todo());
            device.ledger().isGivenUp(device.ids("pending"));
        }

        @Override
        void carryOut(Site site, FaultyDevice device) {
            device.tryTo("resync");
        }
    },
    RECOVERY(4000) {
        @Override
        void prepare(Site site, FaultyDevice device) {
            device.ask("offline");
            device.ask("add " + site.todo());
            device.ask("close");
            device.isDamaged();
            damage(device);
        }

        @Override
        void carryOut(Site site, FaultyDevice device) {
            device.tryTo(device.opening("plain"));
        }
    },
    LOG_CUT(3500) {
        @Override
        void prepare(Site site, FaultyDevice device) {
            device.ask("close");
            device.ask(device.opening("forgetful"));
            site.awaitActions(MANY);
        }

        @Override
        void carryOut(Site site, FaultyDevice device) {
            device.tryTo("add " + site.todo());
            goOnline(device);
        }
    },
    SCHEMA_STEP(3000) {
        @Override
        void prepare(Site site, FaultyDevice device) {
            device.ask("add " + site.todo());
            device.ask("close");
            device.growSchema();
        }

        @Override
        void carryOut(Site site, FaultyDevice device) {
            device.tryTo(device.opening("plain"));
        }
    };

    static final int SECONDS = 60;
    static final int MANY = 15;
    private static final int FEW_SECONDS = 2;
    private static final int PAGE = 4096;

    private final long steps;

    /** @param steps about as many {@linkplain org.synchrotron.it.faults.device.LastStep steps} as it takes */
    Phase(long steps) {
        this.steps = steps;
    }

    /** {@return what the report calls it} */
    String title() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    long steps() {
        return steps;
    }

    /** Brings the device to where the phase begins. It is open and online; others work. */
    void prepare(Site site, FaultyDevice device) {}

    /** Goes through the phase, in which the process may end at any moment. */
    abstract void carryOut(Site site, FaultyDevice device);

    /** Does what is left to do after the device has started again. */
    void settle(Site site, FaultyDevice device) {}

    private static void goOnline(FaultyDevice device) {
        if (device.tryTo("online") != null) {
            device.tryTo("synced " + FEW_SECONDS);
        }
    }

    /** Overwrites the root of the todos with zeros. The device is closed. */
    private static void damage(FaultyDevice device) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + device.file());
                var query = connection.createStatement();
                var root = query.executeQuery("select rootpage from sqlite_schema where name = 'todos'")) {
            root.next();
            try (RandomAccessFile bytes = new RandomAccessFile(device.file().toFile(), "rw")) {
                bytes.seek((root.getLong(1) - 1) * PAGE);
                bytes.write(new byte[PAGE]);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

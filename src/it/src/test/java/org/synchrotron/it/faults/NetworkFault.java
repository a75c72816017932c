package org.synchrotron.it.faults;

import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import org.synchrotron.it.kit.Await;
import org.synchrotron.it.kit.CuttableProxy;
import org.synchrotron.it.kit.Passage;

/** What the network between all devices and the server does for a while. Where it held bytes back, they arrive afterwards, or never. */
enum NetworkFault implements Fault {
    DELAYS {
        @Override
        void begin(Site site, Random chance) {
            Passage slow = Passage.slow(Duration.ofMillis(20 + chance.nextInt(300)));
            site.network().pass(slow, slow);
        }
    },
    IS_NARROW {
        @Override
        void begin(Site site, Random chance) {
            Passage narrow = Passage.narrow(500 + chance.nextInt(5000));
            site.network().pass(narrow, narrow);
        }
    },
    LETS_NOTHING_UP {
        @Override
        void begin(Site site, Random chance) {
            site.network().pass(Passage.CLOSED, Passage.OPEN);
        }
    },
    LETS_NOTHING_DOWN {
        @Override
        void begin(Site site, Random chance) {
            site.network().pass(Passage.OPEN, Passage.CLOSED);
        }
    },
    LETS_ONLY_SMALL_PACKETS_PASS {
        @Override
        void begin(Site site, Random chance) {
            Passage small = Passage.ofSmall(100 + chance.nextInt(1300));
            site.network().pass(small, small);
        }
    },
    IS_HALF_CLOSED_UPWARDS {
        @Override
        void begin(Site site, Random chance) {
            site.network().halfClose(true);
        }
    },
    IS_HALF_CLOSED_DOWNWARDS {
        @Override
        void begin(Site site, Random chance) {
            site.network().halfClose(false);
        }
    },
    BREAKS_AT_SOME_BYTE {
        @Override
        void begin(Site site, Random chance) {
            site.network().resetAfter(chance.nextInt(20_000));
        }
    },
    /** For so long that both sides give the connections up. Meanwhile nobody works: how fast work is caught up with is another matter. */
    IS_SILENT_FOR_LONG {
        @Override
        void begin(Site site, Random chance) {
            site.rest();
            site.network().pass(Passage.CLOSED, Passage.CLOSED);
            Await.pass(Duration.ofSeconds(20L + chance.nextInt(40)));
            site.work();
        }
    },
    IS_AWAY {
        @Override
        void begin(Site site, Random chance) {
            site.network().refuse();
        }
    };

    private static final int LEAST_ACTIONS = 2;
    private static final int MORE_ACTIONS = 25;

    @Override
    public String title() {
        return "network " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Begins. */
    abstract void begin(Site site, Random chance);

    @Override
    public void strike(Site site, Random chance) {
        begin(site, chance);
        site.awaitActions(LEAST_ACTIONS + chance.nextInt(MORE_ACTIONS));
        CuttableProxy network = site.network();
        if (chance.nextBoolean()) {
            network.cut();
        }
        network.pass(Passage.OPEN, Passage.OPEN);
        network.acceptAgain();
    }
}

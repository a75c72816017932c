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
        void begin(CuttableProxy network, Random chance) {
            Passage slow = Passage.slow(Duration.ofMillis(20 + chance.nextInt(300)));
            network.pass(slow, slow);
        }
    },
    IS_NARROW {
        @Override
        void begin(CuttableProxy network, Random chance) {
            Passage narrow = Passage.narrow(500 + chance.nextInt(5000));
            network.pass(narrow, narrow);
        }
    },
    LETS_NOTHING_UP {
        @Override
        void begin(CuttableProxy network, Random chance) {
            network.pass(Passage.CLOSED, Passage.OPEN);
        }
    },
    LETS_NOTHING_DOWN {
        @Override
        void begin(CuttableProxy network, Random chance) {
            network.pass(Passage.OPEN, Passage.CLOSED);
        }
    },
    LETS_ONLY_SMALL_PACKETS_PASS {
        @Override
        void begin(CuttableProxy network, Random chance) {
            Passage small = Passage.ofSmall(100 + chance.nextInt(1300));
            network.pass(small, small);
        }
    },
    IS_HALF_CLOSED_UPWARDS {
        @Override
        void begin(CuttableProxy network, Random chance) {
            network.halfClose(true);
        }
    },
    IS_HALF_CLOSED_DOWNWARDS {
        @Override
        void begin(CuttableProxy network, Random chance) {
            network.halfClose(false);
        }
    },
    BREAKS_AT_SOME_BYTE {
        @Override
        void begin(CuttableProxy network, Random chance) {
            network.resetAfter(chance.nextInt(20_000));
        }
    },
    /** For so long that both sides give the connections up. */
    IS_SILENT_FOR_LONG {
        @Override
        void begin(CuttableProxy network, Random chance) {
            network.pass(Passage.CLOSED, Passage.CLOSED);
            Await.pass(Duration.ofSeconds(20L + chance.nextInt(40)));
        }
    },
    IS_AWAY {
        @Override
        void begin(CuttableProxy network, Random chance) {
            network.refuse();
        }
    };

    private static final int LEAST_ACTIONS = 2;
    private static final int MORE_ACTIONS = 25;

    @Override
    public String title() {
        return "network " + name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** Begins. */
    abstract void begin(CuttableProxy network, Random chance);

    @Override
    public void strike(Site site, Random chance) {
        CuttableProxy network = site.network();
        begin(network, chance);
        site.awaitActions(LEAST_ACTIONS + chance.nextInt(MORE_ACTIONS));
        if (chance.nextBoolean()) {
            network.cut();
        }
        network.pass(Passage.OPEN, Passage.OPEN);
        network.acceptAgain();
    }
}

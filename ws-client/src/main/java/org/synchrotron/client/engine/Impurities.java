package org.synchrotron.client.engine;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.synchrotron.client.SyncListener;
import org.synchrotron.history.ImpureAction;
import org.synchrotron.log.ActionId;

/** Impure actions that were found in a transaction, told when it is over: once for each record, however often it runs again. */
final class Impurities {

    /** So many records are remembered to have been told of; one that runs again after that is told of again. */
    private static final int REMEMBERED = 10_000;

    private final SyncListener listener;
    private final List<ImpureAction> untold = new ArrayList<>();
    private final Set<ActionId> known = Collections.newSetFromMap(new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ActionId, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    });

    Impurities(SyncListener listener) {
        this.listener = listener;
    }

    void found(ImpureAction impure) {
        if (known.add(impure.record())) {
            untold.add(impure);
        }
    }

    void tell() {
        List<ImpureAction> now = List.copyOf(untold);
        untold.clear();
        now.forEach(listener::impure);
    }
}

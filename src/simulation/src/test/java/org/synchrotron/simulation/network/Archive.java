package org.synchrotron.simulation.network;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.synchrotron.simulation.schedule.Direction;

/** The last messages between a client and the server: a proxy may repeat them. */
public final class Archive {

    private static final int LENGTH = 30;

    private final Map<Direction, List<String>> texts = new EnumMap<>(Direction.class);

    void add(Direction direction, String text) {
        List<String> kept = texts.computeIfAbsent(direction, any -> new ArrayList<>());
        kept.add(text);
        if (kept.size() > LENGTH) {
            kept.remove(0);
        }
    }

    Optional<String> any(Direction direction, Random random) {
        List<String> kept = texts.getOrDefault(direction, List.of());
        return kept.isEmpty() ? Optional.empty() : Optional.of(kept.get(random.nextInt(kept.size())));
    }
}

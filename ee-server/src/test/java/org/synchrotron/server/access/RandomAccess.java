package org.synchrotron.server.access;

import java.util.List;
import java.util.Random;
import org.synchrotron.server.kit.AudienceActions;
import org.synchrotron.server.kit.EverywhereActions;
import org.synchrotron.server.kit.ItemActions;

/** Random actions of users on rows that they may or may not see, in audiences that they may or may not have. */
final class RandomAccess {

    private static final List<String> SHARED = List.of("p", "q", "r");

    private final Random random;

    RandomAccess(Random random) {
        this.random = random;
    }

    String user() {
        return pick(AccessWorld.USERS);
    }

    String sharedAudience() {
        return pick(SHARED);
    }

    private String audience() {
        return random.nextInt(3) > 0 ? sharedAudience() : "u:" + user();
    }

    private String id() {
        return "i" + random.nextInt(12);
    }

    Record action() {
        String text = "t" + random.nextInt(100);
        int n = random.nextInt(9);
        return switch (random.nextInt(14)) {
            case 0, 1, 2 -> new ItemActions.Create.Args(id(), audience(), n);
            case 3 -> new AudienceActions.Put.Args(id(), audience(), n);
            case 4, 5 -> new ItemActions.Add.Args(id(), n);
            case 6 -> new ItemActions.Label.Args(id(), text);
            case 7 -> new ItemActions.LabelMine.Args(text);
            case 8 -> new ItemActions.Take.Args(id(), n);
            case 9 -> new ItemActions.Drop.Args(id());
            case 10 -> new AudienceActions.Raise.Args(audience(), n);
            case 11 -> new AudienceActions.Borrow.Args(id(), audience(), audience());
            case 12 -> new AudienceActions.Overreach.Args(id(), audience(), random.nextBoolean());
            default ->
                random.nextBoolean() ? new ItemActions.LabelAll.Args(text) : new EverywhereActions.AddAll.Args(n);
        };
    }

    /** An action of Eve, who shares no audience with the others. */
    Record hiddenAction() {
        String id = "e" + random.nextInt(3);
        int n = random.nextInt(9);
        return switch (random.nextInt(7)) {
            case 0, 1 -> new ItemActions.Create.Args(id, "z", n);
            case 2 -> new ItemActions.Add.Args(random.nextBoolean() ? id : id(), n);
            case 3 -> new ItemActions.LabelMine.Args("e" + n);
            case 4 -> new AudienceActions.Raise.Args(random.nextBoolean() ? "z" : sharedAudience(), n);
            case 5 -> new AudienceActions.Borrow.Args(id, "z", "z");
            default -> new ItemActions.Drop.Args(random.nextBoolean() ? id : id());
        };
    }

    private <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }
}

package org.synchrotron.checks;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;

/** Holds for classes that ask the system for the time, for chance or for an id, by a call or by a method reference. */
final class AskTheSystem extends ArchCondition<JavaClass> {

    private static final Set<String> QUESTIONS = Set.of(
            "java.lang.System.currentTimeMillis",
            "java.lang.System.nanoTime",
            "java.time.InstantSource.system",
            "java.util.Calendar.getInstance",
            "java.util.UUID.randomUUID",
            "java.lang.Math.random",
            "java.lang.StrictMath.random",
            "java.util.concurrent.ThreadLocalRandom.current",
            "java.util.random.RandomGenerator.getDefault",
            "java.security.SecureRandom.<init>",
            "java.security.SecureRandom.getInstanceStrong",
            "org.synchrotron.clock.WallClock.system");

    /** With a seed, or with a time, they do not ask. */
    private static final Set<String> QUESTIONS_WITHOUT_ARGUMENTS =
            Set.of("java.util.Random.<init>", "java.util.SplittableRandom.<init>", "java.util.Date.<init>");

    AskTheSystem() {
        super("ask the system for time, chance or ids");
    }

    @Override
    public void check(JavaClass asking, ConditionEvents events) {
        for (JavaAccess<?> access : asking.getAccessesFromSelf()) {
            if (access.getTarget() instanceof CodeUnitAccessTarget target && isQuestion(target)) {
                events.add(SimpleConditionEvent.satisfied(asking, access.getDescription()));
            }
        }
    }

    private static boolean isQuestion(CodeUnitAccessTarget target) {
        String owner = target.getOwner().getName();
        String name = owner + "." + target.getName();
        int arguments = target.getRawParameterTypes().size();
        return QUESTIONS.contains(name)
                || (arguments == 0 && QUESTIONS_WITHOUT_ARGUMENTS.contains(name))
                || (owner.startsWith("java.time.") && target.getName().equals("now"))
                || (owner.equals("java.time.Clock") && target.getName().matches("system.*|tick.+"))
                || (name.equals("java.util.Collections.shuffle") && arguments == 1);
    }
}

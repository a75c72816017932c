package org.synchrotron.server.assembly;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.spi.AfterTypeDiscovery;
import jakarta.enterprise.inject.spi.DefinitionException;
import jakarta.enterprise.inject.spi.Extension;
import jakarta.enterprise.inject.spi.ProcessAnnotatedType;
import jakarta.enterprise.inject.spi.WithAnnotations;
import jakarta.inject.Inject;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.synchrotron.action.Action;
import org.synchrotron.action.SyncAction;

/**
 * Makes every class of the application with {@link SyncAction} a bean, in whichever jar of the WAR it lies. CDI itself looks only into
 * bean archives, and a jar of actions that clients use, too, need not be one. A class that cannot be an action fails the deployment,
 * because its records would otherwise be refused one by one. A class with {@link Vetoed} is left out.
 */
public class ActionDiscovery implements Extension {

    private final Set<Class<?>> beans = new HashSet<>();

    void found(@Observes @WithAnnotations(SyncAction.class) ProcessAnnotatedType<?> type) {
        beans.add(type.getAnnotatedType().getJavaClass());
    }

    void addOthers(@Observes AfterTypeDiscovery types) {
        ClassLoader application = ActionDiscovery.class.getClassLoader();
        for (Class<?> each : new ActionClassFinder(application).find()) {
            if (!each.isAnnotationPresent(Vetoed.class)) {
                requireUsable(each);
                if (!beans.contains(each)) {
                    types.addAnnotatedType(each, ActionDiscovery.class.getName() + " " + each.getName());
                }
            }
        }
    }

    private static void requireUsable(Class<?> type) {
        boolean inner = type.isMemberClass() && !Modifier.isStatic(type.getModifiers());
        if (!Action.class.isAssignableFrom(type)
                || Modifier.isAbstract(type.getModifiers())
                || inner
                || !isConstructible(type)) {
            throw new DefinitionException(
                    type.getName() + " has @SyncAction, so it must implement Action<Args, Result>, must neither"
                            + " be abstract nor an inner class, and needs a constructor without parameters or with @Inject: mend it, or"
                            + " remove the annotation");
        }
    }

    private static boolean isConstructible(Class<?> type) {
        return Arrays.stream(type.getDeclaredConstructors())
                .anyMatch(each -> each.getParameterCount() == 0 || each.isAnnotationPresent(Inject.class));
    }
}

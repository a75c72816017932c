package org.synchrotron.action;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Names an {@link Action} in the log. The name carries a version ({@code create_todo_v1}): records live longer than code, so
 * changed logic or arguments get a new name and the old class stays.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SyncAction {

    /** {@return the tag of its records} */
    String value();

    /** {@return where its logic runs again} */
    ReplayPolicy replay() default ReplayPolicy.EVERYWHERE;
}

package org.synchrotron.action;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Gives an {@link Action} its name in the log. The name includes a version ({@code create_todo_v1}). Records outlive code: give
 * changed logic or arguments a new name, and keep the old class.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface SyncAction {

    /** {@return the tag of its records, of the form that {@link org.synchrotron.log.TagForm} describes} */
    String value();

    /** {@return whether its logic also concerns rows that its author cannot see; by default not} */
    ReplayPolicy replay() default ReplayPolicy.AUTHOR;
}

package org.synchrotron.it.todos;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** The REST resources of the tests' application. */
@ApplicationPath("/rest")
public class TodosApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(TodosResource.class);
    }
}

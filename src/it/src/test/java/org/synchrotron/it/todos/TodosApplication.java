package org.synchrotron.it.todos;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import java.util.Set;

/** What the tests' application offers over HTTP. */
@ApplicationPath("/rest")
public class TodosApplication extends Application {

    @Override
    public Set<Class<?>> getClasses() {
        return Set.of(TodosResource.class);
    }
}

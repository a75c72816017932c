package org.synchrotron.server.assembly;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.synchrotron.server.log.LogReader;

/**
 * Creates the bean that reads the log through JPA. It is separate from the others, because the container finds the persistence
 * unit only on a thread of the application.
 */
@Dependent
class LogBeans {

    /** The container's proxy: each call uses the entity manager of its transaction. */
    @PersistenceContext(unitName = "synchrotron")
    private EntityManager entities;

    @Produces
    @Singleton
    LogReader logReader() {
        return new LogReader(entities);
    }
}

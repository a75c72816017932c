package org.synchrotron.server.assembly;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.synchrotron.server.log.LogReader;

/**
 * Puts together what reads the log as entities, once. Apart from the others: the container finds the persistence unit only on a thread
 * of the application.
 */
@Dependent
class LogBeans {

    /** The container's: each call goes to the entity manager of its transaction. */
    @PersistenceContext(unitName = "synchrotron")
    private EntityManager entities;

    @Produces
    @Singleton
    LogReader logReader() {
        return new LogReader(entities);
    }
}

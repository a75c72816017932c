package org.synchrotron.it.inside;

import jakarta.inject.Inject;
import jakarta.transaction.UserTransaction;
import org.synchrotron.log.UserId;
import org.synchrotron.server.SyncActions;
import org.synchrotron.server.access.Caller;
import org.synchrotron.server.log.LogReader;
import org.synchrotron.server.runtime.SyncDatabase;

/** What tests within the server's container use, like an application. */
abstract class InsideTheServer {

    static final Caller ANN = new Caller(new UserId("ann"), "synchrotron_user");
    static final Caller BOB = new Caller(new UserId("bob"), "synchrotron_user");

    @Inject
    SyncActions actions;

    @Inject
    SyncDatabase database;

    @Inject
    UserTransaction transaction;

    @Inject
    AcceptedRecords accepted;

    @Inject
    LogReader reader;
}

package org.synchrotron.server.assembly;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.synchrotron.clock.WallClock;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.server.ActionAccepted;
import org.synchrotron.server.accept.FurtherViews;
import org.synchrotron.server.accept.UploadAcceptance;
import org.synchrotron.server.access.AuditTrail;
import org.synchrotron.server.access.References;
import org.synchrotron.server.access.token.TokenVerifier;
import org.synchrotron.server.catchup.DeliveryReader;
import org.synchrotron.server.inspect.AuditLog;
import org.synchrotron.server.inspect.LogReplacedReport;
import org.synchrotron.server.runtime.LimitSettings;
import org.synchrotron.server.runtime.ServerThreads;
import org.synchrotron.server.runtime.SessionSettings;
import org.synchrotron.server.runtime.Settings;
import org.synchrotron.server.runtime.Transactions;
import org.synchrotron.server.session.Greeting;
import org.synchrotron.server.session.MessageBudget;
import org.synchrotron.server.session.OpenSessions;
import org.synchrotron.server.session.Questions;
import org.synchrotron.server.session.Refusals;
import org.synchrotron.server.session.ServerTerms;
import org.synchrotron.server.session.SessionLimits;
import org.synchrotron.server.session.SessionOpener;
import org.synchrotron.server.session.SessionParts;
import org.synchrotron.server.session.SessionResources;
import org.synchrotron.server.session.SessionThreads;
import org.synchrotron.server.session.SpoolSpace;
import org.synchrotron.server.session.UploadQueue;
import org.synchrotron.server.session.UploadRates;

/** Creates the beans of sessions, one of each. */
@Dependent
class SessionBeans {

    @Produces
    @Singleton
    SessionLimits limits(SessionSettings settings, LimitSettings limits) {
        return new SessionLimits(
                settings.hello(),
                settings.message(),
                settings.silence(),
                settings.answer(),
                settings.sending(),
                settings.perUser(),
                limits.sessionsPerAddress(),
                settings.inAll(),
                settings.unverified());
    }

    @Produces
    @Singleton
    OpenSessions openSessions(SessionLimits limits) {
        return new OpenSessions(limits);
    }

    @Produces
    @Singleton
    SessionThreads sessionThreads(ServerThreads threads) {
        return new SessionThreads(threads);
    }

    @Produces
    @Singleton
    MessageBudget budget(SessionSettings sessions, Settings settings) {
        return new MessageBudget(sessions.messageMemory(), settings.maxMessageBytes());
    }

    @Produces
    @Singleton
    AuditTrail auditTrail() {
        return new AuditLog(CoreBeans.nanos());
    }

    @Produces
    @Singleton
    Refusals refusals(WallClock wall, AuditTrail audit, References references) {
        return new Refusals(wall, audit, references);
    }

    @Produces
    @Singleton
    UploadRates uploadRates(LimitSettings settings) {
        return new UploadRates(settings.uploadsPerMinute(), settings.runsAgainPerMinute(), CoreBeans.nanos());
    }

    @Produces
    @Singleton
    ServerTerms terms(Settings settings, SessionSettings sessions, LimitSettings limits) {
        return new ServerTerms(
                settings.maxMessageBytes(), settings.retiredActions(), sessions.oldestSchema(), limits.ofRecords());
    }

    @Produces
    @Singleton
    Greeting greeting(
            Transactions transactions,
            Refusals refusals,
            WallClock wall,
            ServerTerms terms,
            LogReplacedReport replaced) {
        return new Greeting(transactions, refusals, wall, terms, replaced);
    }

    @Produces
    @Singleton
    Questions questions(Transactions transactions) {
        return new Questions(transactions);
    }

    @Produces
    @Singleton
    UploadQueue uploads(
            UploadAcceptance acceptance,
            Transactions transactions,
            Event<ActionAccepted> accepted,
            Refusals refusals,
            UploadRates rates,
            SessionThreads threads) {
        return new UploadQueue(
                acceptance::accept,
                transactions,
                entry -> accepted.fire(new ActionAccepted(entry)),
                refusals,
                rates,
                threads);
    }

    @Produces
    @Singleton
    SpoolSpace spools(SessionSettings settings) {
        return new SpoolSpace(settings.rowsSpool());
    }

    @Produces
    @Singleton
    SessionResources resources(
            SessionThreads threads,
            MessageBudget budget,
            SpoolSpace spools,
            SessionLimits limits,
            MessageCodec codec,
            TokenVerifier tokens) {
        return new SessionResources(threads, budget, spools, limits, codec, tokens);
    }

    @Produces
    @Singleton
    SessionParts parts(
            Greeting greeting,
            Questions questions,
            UploadQueue uploads,
            OpenSessions open,
            Refusals refusals,
            SessionResources resources) {
        return new SessionParts(greeting, questions, uploads, open, refusals, resources);
    }

    @Produces
    @Singleton
    SessionOpener opener(SessionParts parts, DeliveryReader deliveries, FurtherViews views, Transactions transactions) {
        return new SessionOpener(parts, deliveries, views::add, transactions);
    }
}

package org.synchrotron.server.assembly;

import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.json.bind.JsonbBuilder;
import jakarta.validation.Validator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.synchrotron.action.Action;
import org.synchrotron.action.ActionArguments;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.action.ActionDefinition;
import org.synchrotron.action.SyncAction;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.ActionId;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.RowDeliveryId;
import org.synchrotron.server.accept.AcceptSettings;
import org.synchrotron.server.accept.DueWithdrawals;
import org.synchrotron.server.accept.FurtherViews;
import org.synchrotron.server.accept.RecordWithdrawal;
import org.synchrotron.server.accept.Reruns;
import org.synchrotron.server.accept.ServerExecution;
import org.synchrotron.server.accept.UploadAcceptance;
import org.synchrotron.server.access.References;
import org.synchrotron.server.access.Savepoints;
import org.synchrotron.server.access.http.UpgradeRules;
import org.synchrotron.server.announce.CommitListener;
import org.synchrotron.server.announce.MembershipListener;
import org.synchrotron.server.catchup.DeliveryLimits;
import org.synchrotron.server.catchup.DeliveryReader;
import org.synchrotron.server.catchup.HiddenRowActions;
import org.synchrotron.server.catchup.RowLimits;
import org.synchrotron.server.inspect.ImpurityReport;
import org.synchrotron.server.inspect.UnreadableReport;
import org.synchrotron.server.inspect.WithdrawalReport;
import org.synchrotron.server.materialize.Materializer;
import org.synchrotron.server.materialize.RunLimits;
import org.synchrotron.server.materialize.SpoiledRuns;
import org.synchrotron.server.retention.RecordRemoval;
import org.synchrotron.server.retention.Retention;
import org.synchrotron.server.runtime.LimitSettings;
import org.synchrotron.server.runtime.ManagedThreads;
import org.synchrotron.server.runtime.RunTimer;
import org.synchrotron.server.runtime.ServerThreads;
import org.synchrotron.server.runtime.SessionSettings;
import org.synchrotron.server.runtime.Settings;
import org.synchrotron.server.runtime.SyncDatabase;
import org.synchrotron.server.session.OpenSessions;

/** Creates the beans of the core, one of each. */
@Dependent
class CoreBeans {

    /** How long a run that is over its time may take to end. */
    private static final Duration TO_END = Duration.ofSeconds(10);

    /** Some milliseconds of the log's lock for each hundred. */
    private static final int REMOVED_TOGETHER = 100;

    @Produces
    @Singleton
    WallClock wallClock() {
        return WallClock.system();
    }

    @Produces
    @Singleton
    References references(WallClock wall) {
        return new References(wall);
    }

    /** {@return a time that only goes on, in nanoseconds} */
    static LongSupplier nanos() {
        return System::nanoTime;
    }

    private static ActionId newId() {
        return ActionId.of(UUID.randomUUID());
    }

    @Produces
    @Singleton
    UpgradeRules upgradeRules(LimitSettings settings) {
        return new UpgradeRules(settings.origins(), settings.addressHeader().orElse(null));
    }

    @Produces
    @Singleton
    MessageCodec codec() {
        return new MessageCodec();
    }

    /** Registers every action bean, those of {@link ActionDiscovery} included: one instance of each for the application's lifetime. */
    @Produces
    @Singleton
    ActionCatalogue catalogue(@Any Instance<Action<?, ?>> actions) {
        List<ActionDefinition<?, ?>> definitions = new ArrayList<>();
        for (Instance.Handle<Action<?, ?>> each : actions.handles()) {
            Class<?> declared = each.getBean().getBeanClass();
            if (declared.isAnnotationPresent(SyncAction.class)) {
                definitions.add(ActionDefinition.of(declared, each.get()));
            }
        }
        return new ActionCatalogue(definitions);
    }

    @Produces
    @Singleton
    ActionArguments arguments(Validator validator) {
        return new ActionArguments(JsonbBuilder.create(), validator);
    }

    @Produces
    @Singleton
    Materializer materializer(
            ActionCatalogue actions,
            ActionArguments arguments,
            Settings settings,
            ImpurityReport report,
            RunLimits limits) {
        return new Materializer(
                actions,
                arguments,
                settings.purityCheck() ? report::tell : null,
                limits,
                new Savepoints(UUID.randomUUID()),
                settings.retiredActions());
    }

    @Produces
    @Singleton
    RunLimits runLimits(
            Settings settings,
            LimitSettings limits,
            ServerThreads threads,
            SyncDatabase database,
            WallClock wall,
            RunReports reports) {
        RunTimer timer = new RunTimer(settings.runLimit(), TO_END, nanos(), threads);
        SpoiledRuns spoiled = new SpoiledRuns(database::isSpoiled, wall);
        return new RunLimits(timer, limits.ofRecords().rowChanges(), spoiled, wall, reports);
    }

    @Produces
    @Singleton
    UploadAcceptance acceptance(
            Materializer materializer,
            Settings settings,
            LimitSettings limits,
            WallClock wall,
            UnreadableReport report) {
        AcceptSettings accept =
                new AcceptSettings(settings.clockDrift(), settings.retiredActions(), limits.ofRecords());
        return new UploadAcceptance(materializer, accept, wall, CoreBeans::newId, report::tell);
    }

    @Produces
    @Singleton
    ServerExecution execution(
            ActionCatalogue actions,
            ActionArguments arguments,
            Materializer materializer,
            LimitSettings limits,
            WallClock wall) {
        return new ServerExecution(actions, arguments, materializer, wall, CoreBeans::newId, limits.ofRecords());
    }

    @Produces
    @Singleton
    Reruns reruns(Materializer materializer, WallClock wall, UnreadableReport report) {
        return new Reruns(materializer, wall, CoreBeans::newId, report::tell);
    }

    @Produces
    @Singleton
    FurtherViews furtherViews(Reruns reruns) {
        return new FurtherViews(reruns);
    }

    /** Withdrawals run on the threads that accept uploads: both run actions under the log's lock. */
    @Produces
    @Singleton
    DueWithdrawals dueWithdrawals(Reruns reruns, SyncDatabase database, WithdrawalReport report) {
        return new DueWithdrawals(database, new RecordWithdrawal(reruns), report::tell);
    }

    /** To be asked for only if there is a retention. */
    @Produces
    @Singleton
    Retention retention(Settings settings, SyncDatabase database, ManagedThreads threads, WallClock wall) {
        RecordRemoval removal = new RecordRemoval(settings.retention().orElseThrow(), REMOVED_TOGETHER);
        return new Retention(removal, database, threads, wall);
    }

    @Produces
    @Singleton
    DeliveryReader deliveries(Materializer materializer, SessionSettings settings, UnreadableReport report) {
        return new DeliveryReader(
                DeliveryLimits.DEFAULT,
                new RowLimits(RowLimits.PART_LENGTH, settings.rowsReading(), nanos()),
                new HiddenRowActions(materializer.hiddenRowTags(), materializer::concernsHiddenRows),
                report::tell,
                () -> RowDeliveryId.of(UUID.randomUUID()));
    }

    @Produces
    @Singleton
    MembershipListener memberships(OpenSessions sessions, CommitListener commits, SessionSettings settings) {
        return new MembershipListener(sessions, commits::announced, settings.audiencesCompared(), nanos());
    }
}

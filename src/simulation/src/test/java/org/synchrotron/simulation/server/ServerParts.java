package org.synchrotron.simulation.server;

import jakarta.json.bind.JsonbBuilder;
import jakarta.validation.Validation;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.hibernate.validator.messageinterpolation.ParameterMessageInterpolator;
import org.synchrotron.action.ActionArguments;
import org.synchrotron.action.ActionCatalogue;
import org.synchrotron.clock.WallClock;
import org.synchrotron.log.ActionId;
import org.synchrotron.protocol.MessageCodec;
import org.synchrotron.protocol.RecordLimits;
import org.synchrotron.protocol.RowDeliveryId;
import org.synchrotron.server.accept.AcceptSettings;
import org.synchrotron.server.accept.FurtherViews;
import org.synchrotron.server.accept.RecordWithdrawal;
import org.synchrotron.server.accept.Reruns;
import org.synchrotron.server.accept.ServerExecution;
import org.synchrotron.server.accept.UploadAcceptance;
import org.synchrotron.server.access.AuditTrail;
import org.synchrotron.server.access.References;
import org.synchrotron.server.catchup.DeliveryLimits;
import org.synchrotron.server.catchup.DeliveryReader;
import org.synchrotron.server.catchup.HiddenRowActions;
import org.synchrotron.server.catchup.RowLimits;
import org.synchrotron.server.log.UnreadableListener;
import org.synchrotron.server.materialize.Materializer;
import org.synchrotron.server.session.Refusals;
import org.synchrotron.simulation.schedule.Setting;

/**
 * The server's own classes, put together as its beans are. Immutable.
 *
 * @param messageBytes the longest message that the server accepts
 * @param acceptance gives the acceptance for a set of retired tags
 */
public record ServerParts(
        MessageCodec codec,
        WallClock wall,
        int messageBytes,
        Refusals refusals,
        Materializer materializer,
        Function<Set<String>, UploadAcceptance> acceptance,
        ServerExecution execution,
        FurtherViews views,
        RecordWithdrawal withdrawal,
        DeliveryReader deliveries) {

    private static final Duration DRIFT = Duration.ofMinutes(5);

    /** Costly to make. */
    private static final ActionArguments ARGUMENTS = new ActionArguments(
            JsonbBuilder.create(),
            Validation.byDefaultProvider()
                    .configure()
                    .messageInterpolator(new ParameterMessageInterpolator())
                    .buildValidatorFactory()
                    .getValidator());

    /** {@return the database role in which the user's requests and records run; each user has one} */
    static String roleOf(String user) {
        return "simulated_" + user;
    }

    /** {@return the classes of a server with these actions, whose ids derive from the seed} */
    public static ServerParts of(ActionCatalogue actions, MessageCodec codec, WallClock wall, Setting setting) {
        Random chance = new Random(setting.seed());
        Supplier<ActionId> ids = () -> ActionId.of(new UUID(chance.nextLong(), chance.nextLong()));
        Materializer materializer = new Materializer(actions, ARGUMENTS);
        Reruns reruns = new Reruns(materializer, wall, ids, UnreadableListener.NONE);
        Refusals refusals = new Refusals(wall, AuditTrail.NONE, new References(wall));
        DeliveryLimits limits = new DeliveryLimits(
                setting.deliveryRecords(), setting.rows().rowChanges(), DeliveryLimits.DEFAULT.bytes());
        return new ServerParts(
                codec,
                wall,
                setting.messageBytes(),
                refusals,
                materializer,
                retired -> new UploadAcceptance(materializer, new AcceptSettings(DRIFT, retired), wall, ids),
                new ServerExecution(actions, ARGUMENTS, materializer, wall, ids, RecordLimits.DEFAULT),
                new FurtherViews(reruns),
                new RecordWithdrawal(reruns),
                new DeliveryReader(
                        limits,
                        new RowLimits(
                                setting.rows().partSize(),
                                RowLimits.SNAPSHOT,
                                () -> Duration.ofMillis(wall.millis()).toNanos()),
                        new HiddenRowActions(materializer.hiddenRowTags(), materializer::concernsHiddenRows),
                        UnreadableListener.NONE,
                        rowDeliveries(setting)));
    }

    /** {@return ids of row deliveries, from a source of their own: those of records do not depend on how many deliveries there were} */
    private static Supplier<RowDeliveryId> rowDeliveries(Setting setting) {
        Random chance = new Random(~setting.seed());
        return () -> RowDeliveryId.of(new UUID(chance.nextLong(), chance.nextLong()));
    }
}

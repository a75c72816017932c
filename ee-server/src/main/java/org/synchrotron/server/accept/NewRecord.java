package org.synchrotron.server.accept;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.synchrotron.action.Footprint;
import org.synchrotron.log.Acceptance;
import org.synchrotron.log.ActionRecord;
import org.synchrotron.log.Outcome;
import org.synchrotron.log.RowChange;
import org.synchrotron.protocol.EffectClaim;
import org.synchrotron.schema.ShapedChanges;
import org.synchrotron.schema.TrackedSchema;
import org.synchrotron.server.access.AudienceSets;
import org.synchrotron.server.access.Grantee;
import org.synchrotron.server.log.LoggedRecord;
import org.synchrotron.server.log.RowKeys;
import org.synchrotron.server.materialize.ReplayStep;

/** A record that is being appended to the log. Immutable. */
sealed interface NewRecord {

    ActionRecord record();

    Grantee author();

    /** {@return what its action declares} */
    Footprint footprint();

    /** {@return the row changes to apply if the logic cannot be run} */
    List<RowChange> given();

    /** {@return the audiences that it wrote on its author's device} */
    Set<String> written();

    /**
     * {@return the outcome of the record if its run succeeds}
     *
     * @param known its known effects
     */
    Outcome outcome(List<RowChange> known);

    default ReplayStep step(AudienceSets audiences) {
        return new ReplayStep(
                record(), author(), audiences, RowKeys.of(footprint().rows()), given());
    }

    /**
     * {@return the record as the log stores it}
     *
     * @param ran the author after the run, with the audiences that the run founded
     */
    default LoggedRecord logged(Acceptance acceptance, Grantee ran) {
        return new LoggedRecord(record(), ran.caller().role(), ran.grant(), acceptance);
    }

    /**
     * A record that ran on a client, which says what it saw.
     *
     * @param schema the tables of the client's program: it saw nothing of others; null if it has not told them
     */
    record Uploaded(
            DeclaredRecord declared,
            Grantee author,
            @Nullable TrackedSchema schema) implements NewRecord {
        @Override
        public ActionRecord record() {
            return declared.uploaded().record();
        }

        @Override
        public Footprint footprint() {
            return declared.footprint();
        }

        @Override
        public List<RowChange> given() {
            return claim().changes();
        }

        @Override
        public Set<String> written() {
            return claim().audiences();
        }

        @Override
        public Outcome outcome(List<RowChange> known) {
            List<RowChange> there = schema == null ? known : ShapedChanges.of(known, schema);
            return claim().equalTo(there) ? Outcome.APPLIED : Outcome.ADAPTED;
        }

        private EffectClaim claim() {
            return declared.uploaded().claim();
        }
    }

    /** A record that is executed on this server. */
    record Executed(ActionRecord record, Footprint footprint, Grantee author) implements NewRecord {
        @Override
        public List<RowChange> given() {
            return List.of();
        }

        @Override
        public Set<String> written() {
            return Set.of();
        }

        @Override
        public Outcome outcome(List<RowChange> known) {
            return Outcome.APPLIED;
        }
    }
}

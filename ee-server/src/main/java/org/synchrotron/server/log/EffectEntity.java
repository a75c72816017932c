package org.synchrotron.server.log;

import jakarta.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.NullUnmarked;
import org.synchrotron.log.ActionId;
import org.synchrotron.log.RowChange;
import org.synchrotron.log.RowRef;

/** A known effect of a record of the log, as a read-only JPA entity. */
@Entity(name = "LogEffect")
@IdClass(EffectEntity.Key.class)
@Table(schema = "synchrotron", name = "action_modified_rows")
@NullUnmarked
public class EffectEntity {

    /** The primary key: record and position among its effects. */
    public static class Key implements Serializable {

        private static final long serialVersionUID = 1L;

        private UUID record;
        private int sequence;

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && sequence == key.sequence && Objects.equals(record, key.record);
        }

        @Override
        public int hashCode() {
            return Objects.hash(record, sequence);
        }
    }

    @Id
    @Column(name = "action_record_id")
    private UUID record;

    @Id
    private int sequence;

    @Column(name = "table_name")
    private String table;

    @Column(name = "row_id")
    private String row;

    @Column(name = "audience_key")
    private String audience;

    private String operation;

    @Column(name = "forward_patches")
    @Convert(converter = JsonColumn.class)
    private JsonObject forward;

    @Column(name = "reverse_patches")
    @Convert(converter = JsonColumn.class)
    private JsonObject reverse;

    /** {@return the record of this effect} */
    public ActionId record() {
        return ActionId.of(record);
    }

    /** {@return the position among the record's effects, from 0} */
    public int sequence() {
        return sequence;
    }

    /** {@return the effect as a value} */
    public RowChange change() {
        return RowChange.of(RowChange.Operation.valueOf(operation), new RowRef(table, row), audience, forward, reverse);
    }
}

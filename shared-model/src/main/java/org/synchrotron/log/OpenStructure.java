package org.synchrotron.log;

import static java.util.Objects.requireNonNull;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import org.jspecify.annotations.Nullable;

/** An object or array of which the end is not read yet. Not thread-safe. */
sealed interface OpenStructure {

    /** {@return whether there was room for the value} */
    boolean add(JsonValue value);

    /** {@return what is wrong with the structure as a whole, as a clause; null if nothing is} */
    @Nullable
    String objection();

    /** {@return the structure with all that was added} */
    JsonValue value();

    /** An object. A name comes before each value. */
    final class OfMembers implements OpenStructure {

        private final JsonLimits limits;
        private @Nullable JsonObjectBuilder members;
        private @Nullable String name;
        private int added;
        private @Nullable JsonObject built;

        OfMembers(JsonLimits limits) {
            this.limits = limits;
        }

        void name(String next) {
            name = next;
        }

        @Override
        public boolean add(JsonValue value) {
            if (members == null) {
                members = JsonText.object();
            }
            members.add(requireNonNull(name), value);
            return ++added <= limits.members();
        }

        /** A member replaces an earlier one with its name, so the object is smaller than the number of members. */
        @Override
        public @Nullable String objection() {
            return limits.names() == JsonLimits.Names.UNIQUE && object().size() < added
                    ? "an object has two members with one name"
                    : null;
        }

        @Override
        public JsonValue value() {
            return object();
        }

        private JsonObject object() {
            if (built == null) {
                built = members == null ? JsonValue.EMPTY_JSON_OBJECT : members.build();
            }
            return built;
        }
    }

    /** An array. */
    final class OfElements implements OpenStructure {

        private final JsonLimits limits;
        private @Nullable JsonArrayBuilder elements;
        private int added;

        OfElements(JsonLimits limits) {
            this.limits = limits;
        }

        @Override
        public boolean add(JsonValue value) {
            if (elements == null) {
                elements = JsonText.array();
            }
            elements.add(value);
            return ++added <= limits.elements();
        }

        @Override
        public @Nullable String objection() {
            return null;
        }

        @Override
        public JsonValue value() {
            return elements == null ? JsonValue.EMPTY_JSON_ARRAY : elements.build();
        }
    }
}

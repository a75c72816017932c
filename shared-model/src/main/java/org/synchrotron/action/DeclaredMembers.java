package org.synchrotron.action;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.lang.reflect.Type;
import java.util.Map;
import java.util.Optional;
import org.synchrotron.log.JsonPath;
import org.synchrotron.log.JsonText;

/** Tells the members of an action's arguments that their record declares from others. */
final class DeclaredMembers {

    private DeclaredMembers() {}

    /** {@return the path of the first member that the record does not declare; empty if there is none} */
    static Optional<String> undeclared(Class<? extends Record> declared, JsonObject args) {
        JsonPath path = new JsonPath();
        return isDeclared(declared, args, path) ? Optional.empty() : Optional.of(path.toString());
    }

    /** {@return the arguments without members that the record does not declare} */
    static JsonObject only(Class<? extends Record> declared, JsonObject args) {
        return isDeclared(declared, args, new JsonPath()) ? args : (JsonObject) declaredPart(declared, args);
    }

    /** Leaves the path at the first undeclared member. */
    private static boolean isDeclared(Type type, JsonValue value, JsonPath path) {
        ArgumentShape shape = ArgumentShape.of(type);
        if (shape instanceof ArgumentShape.Members members && value instanceof JsonObject object) {
            return object.entrySet().stream().allMatch(each -> isDeclaredMember(members, each, path));
        }
        if (!(shape instanceof ArgumentShape.Values values) || values.structure() != value.getValueType()) {
            return true;
        }
        if (value instanceof JsonObject object) {
            return object.entrySet().stream().allMatch(each -> {
                path.enter(each.getKey());
                return isDeclaredBelow(values.type(), each.getValue(), path);
            });
        }
        int index = 0;
        for (JsonValue each : value.asJsonArray()) {
            path.enter(index++);
            if (!isDeclaredBelow(values.type(), each, path)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDeclaredMember(
            ArgumentShape.Members members, Map.Entry<String, JsonValue> member, JsonPath path) {
        path.enter(member.getKey());
        Type type = members.types().get(member.getKey());
        return type != null && isDeclaredBelow(type, member.getValue(), path);
    }

    private static boolean isDeclaredBelow(Type type, JsonValue value, JsonPath path) {
        boolean declared = isDeclared(type, value, path);
        if (declared) {
            path.leave();
        }
        return declared;
    }

    private static JsonValue declaredPart(Type type, JsonValue value) {
        ArgumentShape shape = ArgumentShape.of(type);
        if (shape instanceof ArgumentShape.Members members && value instanceof JsonObject object) {
            JsonObjectBuilder part = JsonText.object();
            object.forEach((name, each) -> {
                Type member = members.types().get(name);
                if (member != null) {
                    part.add(name, declaredPart(member, each));
                }
            });
            return part.build();
        }
        return shape instanceof ArgumentShape.Values values && values.structure() == value.getValueType()
                ? declaredParts(values.type(), value)
                : value;
    }

    private static JsonValue declaredParts(Type type, JsonValue value) {
        if (value instanceof JsonObject object) {
            JsonObjectBuilder parts = JsonText.object();
            object.forEach((name, each) -> parts.add(name, declaredPart(type, each)));
            return parts.build();
        }
        JsonArrayBuilder parts = JsonText.array();
        value.asJsonArray().forEach(each -> parts.add(declaredPart(type, each)));
        return parts.build();
    }
}

package org.synchrotron.action;

import jakarta.json.JsonValue;
import jakarta.json.bind.annotation.JsonbCreator;
import jakarta.json.bind.annotation.JsonbProperty;
import jakarta.json.bind.annotation.JsonbTypeAdapter;
import jakarta.json.bind.annotation.JsonbTypeDeserializer;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What JSON an argument's declared type accepts, as far as names of members go. JSON binding ignores members that it does not
 * know; this knows them. Immutable.
 */
sealed interface ArgumentShape {

    /** Any JSON: the type is no record, or decides by itself how it is read. */
    ArgumentShape ANYTHING = new Anything();

    /** See {@link #ANYTHING}. */
    record Anything() implements ArgumentShape {}

    /**
     * An object with these members only: a record.
     *
     * @param types the types of the components, by their names in JSON
     */
    record Members(Map<String, Type> types) implements ArgumentShape {

        public Members {
            types = Map.copyOf(types);
        }
    }

    /**
     * An array of any length, or an object with members of any name, whose values are of one type: a collection, an array or a
     * map.
     */
    record Values(JsonValue.ValueType structure, Type type) implements ArgumentShape {}

    /** The shapes of records: looking at a class takes longer than reading its arguments. */
    ClassValue<ArgumentShape> OF_RECORDS = new ClassValue<>() {
        @Override
        protected ArgumentShape computeValue(Class<?> type) {
            return ofRecord(type);
        }
    };

    /** {@return the shape of a type} */
    static ArgumentShape of(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            return ofParameterized((Class<?>) parameterized.getRawType(), parameterized.getActualTypeArguments());
        }
        if (type instanceof GenericArrayType array) {
            return new Values(JsonValue.ValueType.ARRAY, array.getGenericComponentType());
        }
        if (type instanceof WildcardType wildcard) {
            return of(wildcard.getUpperBounds()[0]);
        }
        if (type instanceof Class<?> plain && plain.isArray()) {
            return new Values(JsonValue.ValueType.ARRAY, plain.getComponentType());
        }
        return type instanceof Class<?> plain && plain.isRecord() ? OF_RECORDS.get(plain) : ANYTHING;
    }

    private static ArgumentShape ofParameterized(Class<?> raw, Type[] arguments) {
        if (raw == Optional.class) {
            return of(arguments[0]);
        }
        if (Collection.class.isAssignableFrom(raw) && arguments.length == 1) {
            return new Values(JsonValue.ValueType.ARRAY, arguments[0]);
        }
        return Map.class.isAssignableFrom(raw) && arguments.length == 2
                ? new Values(JsonValue.ValueType.OBJECT, arguments[1])
                : ANYTHING;
    }

    private static ArgumentShape ofRecord(Class<?> type) {
        if (readsItself(type)) {
            return ANYTHING;
        }
        Map<String, Type> types = new HashMap<>();
        for (RecordComponent each : type.getRecordComponents()) {
            List<AnnotatedElement> places = places(type, each);
            boolean anything = places.stream().anyMatch(ArgumentShape::isConverted);
            types.put(name(each, places), anything ? Object.class : each.getGenericType());
        }
        return new Members(types);
    }

    private static boolean readsItself(Class<?> type) {
        Stream<Executable> makers =
                Stream.concat(Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods()));
        return isConverted(type) || makers.anyMatch(each -> each.isAnnotationPresent(JsonbCreator.class));
    }

    private static boolean isConverted(AnnotatedElement element) {
        return isPresent(element, JsonbTypeAdapter.class) || isPresent(element, JsonbTypeDeserializer.class);
    }

    private static boolean isPresent(AnnotatedElement element, Class<? extends Annotation> annotation) {
        return element.isAnnotationPresent(annotation);
    }

    private static String name(RecordComponent component, List<AnnotatedElement> places) {
        return places.stream()
                .map(each -> each.getAnnotation(JsonbProperty.class))
                .filter(each -> each != null && !each.value().isEmpty())
                .map(JsonbProperty::value)
                .findFirst()
                .orElse(component.getName());
    }

    /** An annotation of a component stands at its accessor and at its field. */
    private static List<AnnotatedElement> places(Class<?> type, RecordComponent component) {
        Field field = Arrays.stream(type.getDeclaredFields())
                .filter(each -> each.getName().equals(component.getName()))
                .findFirst()
                .orElseThrow();
        return List.of(component.getAccessor(), field);
    }
}

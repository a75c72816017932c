package org.synchrotron.server.access.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {

    @ParameterizedTest
    @CsvSource({
        "https://todos.example.org, todos.example.org, true",
        "http://todos.example.org:8080, todos.example.org:8080, true",
        "https://Todos.Example.org:443, todos.example.org, true",
        "https://todos.example.org, TODOS.example.org:443, true",
        "https://app.example.org, todos.example.org, true", // listed
        "https://app.example.org:444, todos.example.org, false",
        "http://app.example.org, todos.example.org, false",
        "https://evil.example.org, todos.example.org, false",
        "https://todos.example.org.evil.org, todos.example.org, false",
        "https://todos.example.org@evil.org, todos.example.org, false",
        "https://todos.example.org:8080, todos.example.org, false",
        "null, todos.example.org, false",
        "'', todos.example.org, false",
        "'', '', false",
        "null, '', false",
        "file://, '', false",
        "not a uri, todos.example.org, false",
        "https://todos.example.org, , false",
    })
    void theServersOwnAndThoseOfTheListAreAllowed(String origin, String host, boolean allowed) {
        assertThat(new Origins(List.of("https://app.example.org")).allow(origin, host))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example.org", "null"})
    void aStarAllowsAll(String origin) {
        assertThat(new Origins(List.of("*")).allow(origin, "todos.example.org")).isTrue();
    }
}

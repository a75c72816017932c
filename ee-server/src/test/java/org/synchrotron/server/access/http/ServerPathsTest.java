package org.synchrotron.server.access.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerPathsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/synchrotron",
                "/synchrotron/",
                "/synchrotron/v1",
                "/synchrotron/v2/x",
                "/log",
                "/log/records",
                "/%73ynchrotron/v1",
                "/synchrotro%6E/v1",
                "/synchrotro%6e/v1",
                "/%6Cog/records",
                "/%2573ynchrotron/v1",
                "/synchrotron%2Fv1",
                "/synchrotron%5Cv1",
                "/synchrotron\\v1",
                "//synchrotron/v1",
                "/./synchrotron/v1",
                "/%2e/synchrotron/v1",
                "/x/../synchrotron/v1",
                "/x/%2e%2e/synchrotron/v1",
                "/x/..;y/synchrotron/v1",
                "/x%2F..%2Fsynchrotron/v1",
                "/synchrotron/../x",
                "/;/synchrotron/v1",
                "/;x=1/synchrotron/v1",
                "/synchrotron;x=1/v1",
                "/synchrotron%3Bx/v1",
                "/synchrotron/v1;jsessionid=1",
                "/log;jsessionid=1",
                "/LOG/records",
                "/Synchrotron/v1",
                "/log%20/records",
                "/synchrotron%00/v1",
                "/../todos/log/records",
                "/../../x",
                "/x/../../..",
                "/%252525252525256Cog"
            })
    void everySpellingOfOurPathsNeedsAToken(String path) {
        assertThat(ServerPaths.mayContain("/todos" + path, "/todos", "/elsewhere"))
                .isTrue();
        assertThat(ServerPaths.mayContain(path, "", "/elsewhere")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/index.html",
                "/index.html;jsessionid=1",
                "/logs",
                "/logbook/log",
                "/synchrotron.html",
                "/log.css",
                "/rest/log/records",
                "/rest/synchrotron/v1",
                "/my%20page.html",
                "/100%25.html",
                "/%FCbersicht.html",
                "/%C3%BCbersicht.html",
                "/a//b",
                "/a/./b",
                "/a/../b",
                "/rest/a%2Fb",
                "/rest/x%3Dy"
            })
    void theApplicationsOwnPagesDoNot(String path) {
        assertThat(ServerPaths.mayContain("/todos" + path, "/todos", path)).isFalse();
        assertThat(ServerPaths.mayContain("/my%20app" + path, "/my%20app", path))
                .isFalse();
        assertThat(ServerPaths.mayContain("/my%20app" + path, "/my app", path)).isFalse();
        assertThat(ServerPaths.mayContain(path, "", path)).isFalse();
    }

    @Test
    void whatTheContainerDispatchesOnCountsToo() {
        assertThat(ServerPaths.mayContain("/todos/x", "/todos", "/log/records")).isTrue();
        assertThat(ServerPaths.mayContain("/todos/x", "/todos", "/synchrotron")).isTrue();
    }

    @Test
    void aPathOutsideTheContextIsNotTheApplicationsOwn() {
        assertThat(ServerPaths.mayContain("/%74odos/log/records", "/todos", "/x"))
                .isTrue();
        assertThat(ServerPaths.mayContain("/other/x", "/todos", "/x")).isTrue();
        assertThat(ServerPaths.mayContain("/todos/../other/x", "/todos", "/x")).isTrue();
        assertThat(ServerPaths.mayContain("/%74odos/index.html", "/todos", "/index.html"))
                .isFalse();
    }
}

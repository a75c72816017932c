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
                "/synchrotron/v2",
                "/synchrotron/v2/x",
                "/log",
                "/log/records",
                "/%73ynchrotron/v2",
                "/synchrotro%6E/v2",
                "/synchrotro%6e/v2",
                "/%6Cog/records",
                "/%2573ynchrotron/v2",
                "/synchrotron%2Fv1",
                "/synchrotron%5Cv1",
                "/synchrotron\\v1",
                "//synchrotron/v2",
                "/./synchrotron/v2",
                "/%2e/synchrotron/v2",
                "/x/../synchrotron/v2",
                "/x/%2e%2e/synchrotron/v2",
                "/x/..;y/synchrotron/v2",
                "/x%2F..%2Fsynchrotron/v2",
                "/synchrotron/../x",
                "/;/synchrotron/v2",
                "/;x=1/synchrotron/v2",
                "/synchrotron;x=1/v2",
                "/synchrotron%3Bx/v2",
                "/synchrotron/v2;jsessionid=1",
                "/log;jsessionid=1",
                "/LOG/records",
                "/Synchrotron/v2",
                "/log%20/records",
                "/synchrotron%00/v2",
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
                "/rest/synchrotron/v2",
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

package org.synchrotron.it.kit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What docs/operations.md tells operators to type. Tests type it as it stands there, so that a page which is wrong fails them. */
public final class OperationsPage {

    private static final Path PAGE = Path.of("../../docs/operations.md");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");

    private OperationsPage() {}

    /**
     * {@return the code that the page has in its sentences and tables and that begins so}
     *
     * @throws AssertionError if it has none, or several
     */
    public static String step(String beginning) {
        List<String> found =
                codes().filter(code -> code.startsWith(beginning)).distinct().toList();
        if (found.size() != 1) {
            throw new AssertionError(PAGE + " has not one step '" + beginning + "…' but " + found);
        }
        return found.get(0);
    }

    private static Stream<String> codes() {
        try {
            return CODE.matcher(Files.readString(PAGE)).results().map(each -> each.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

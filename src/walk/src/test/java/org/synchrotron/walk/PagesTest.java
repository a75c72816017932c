package org.synchrotron.walk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What the pages say beside their commands is true of the sources. */
class PagesTest {

    private static final Path CHECKOUT = Surroundings.checkout();
    private static final String ORIGINAL = "SYNC_JWT_";
    private static final String REQUIRED = "(required)";
    private static final String CELL = " *([^|]*?) *\\|";

    @Test
    void aBlockNamesItsFileOrIsToBeTyped() {
        Page page = new Page(
                "page.md",
                List.of("## Start", "```sh", "a \\", "  b", "c", "```", "```xml", "<!-- x/pom.xml -->", "<p/>", "```"));
        Block typed = page.blocks().get(0);
        assertThat(typed.file()).isEmpty();
        assertThat(typed.section()).isEqualTo("Start");
        assertThat(typed.commands())
                .containsExactly(new Command("page.md:3", "a \\\n  b"), new Command("page.md:5", "c"));
        assertThat(typed.commands().get(0).line()).isEqualTo("a b");
        assertThat(page.blocks().get(1).file()).contains("x/pom.xml");
        assertThat(page.blocks().get(1).place()).isEqualTo("page.md:8");
    }

    @Test
    void theSettingsAreThoseThatTheServerReads() throws IOException {
        Map<String, String> read = new TreeMap<>();
        Pattern property =
                Pattern.compile("@ConfigProperty\\(\\s*name = \"([^\"]+)\"(?:,\\s*defaultValue = \"([^\"]*)\")?");
        for (String source : texts(CHECKOUT.resolve("ee-server/src/main/java"), ".java")) {
            property.matcher(source)
                    .results()
                    .forEach(each -> read.put(each.group(1), each.group(2) == null ? REQUIRED : each.group(2)));
        }
        Pattern placeholder = Pattern.compile("\\$\\{MPCONFIG=([^:}]+):([^}\"]+)");
        String pool = text("ee-server/src/main/java/org/synchrotron/server/runtime/SyncDatabase.java");
        placeholder.matcher(pool).results().forEach(each -> read.put(each.group(1), each.group(2)));
        assertThat(pool).contains("${MPCONFIG=synchrotron.db.options:\"");
        read.put("synchrotron.db.options", REQUIRED);
        assertThat(text("ee-server/src/main/java/org/synchrotron/server/runtime/RunLimitSetting.java"))
                .as("a default that depends on another setting")
                .contains("Duration.ofSeconds(20)");
        read.put("synchrotron.run.limit", "PT20S");
        assertThat(read.remove("synchrotron.unknown-actions"))
                .as("a former setting, read to refuse it")
                .isNotNull();
        String operations = text("docs/operations.md");
        assertThat(read.keySet())
                .filteredOn(name -> name.startsWith(ORIGINAL))
                .as("the original's settings, which are told in a sentence")
                .hasSize(6)
                .allSatisfy(name -> assertThat(operations).contains("`" + name + "`"));
        read.keySet().removeIf(name -> name.startsWith(ORIGINAL));
        Map<String, String> told = new TreeMap<>();
        Pattern row = Pattern.compile("(?m)^\\| `(synchrotron\\.[^`]+)` \\|" + CELL);
        row.matcher(operations).results().forEach(each -> told.put(each.group(1), value(each.group(2))));
        assertThat(told).isEqualTo(read).isNotEmpty();
    }

    @Test
    void theOptionsOfTheMainJobAreThoseOfItsProfile() throws IOException {
        String build = text("pom.xml");
        Matcher option = Pattern.compile("(?m)^\\| `-D(\\w+)").matcher(text("README.md"));
        List<String> told = option.results().map(each -> each.group(1)).toList();
        assertThat(told).isNotEmpty().allSatisfy(each -> assertThat(build).contains("<" + each + "/>"));
    }

    @Test
    void versionsAreThoseOfTheBuild() throws IOException {
        String builds = String.join("", texts(CHECKOUT, "pom.xml"));
        List<String> told = new ArrayList<>();
        for (String page : Walk.PAGES) {
            Pattern version = Pattern.compile("<version>(\\d[\\w.-]+)</version>|[\\w-]+:(\\d+\\.\\d[\\w.]*\\d)\\b");
            version.matcher(text(page)).results().map(PagesTest::anyGroup).forEach(told::add);
        }
        assertThat(told)
                .hasSizeGreaterThan(5)
                .allSatisfy(each -> assertThat(builds).contains(">" + each + "<"));
    }

    @Test
    void whatCodeInSentencesNamesIsInTheSources() throws IOException {
        List<String> sources = new ArrayList<>();
        for (String module : List.of("shared-model", "db-migrations", "ws-client", "ee-server")) {
            sources.addAll(texts(CHECKOUT.resolve(module + "/src"), ".java"));
        }
        String all = String.join("\n", sources);
        Pattern code = Pattern.compile("(?<!`)`(?:[\\w.]+\\.)?(?:([a-z]\\w+\\()[^`]*|([A-Z][a-z]+[A-Z]\\w+))`(?!`)");
        List<String> unknown = new ArrayList<>();
        for (String page : Walk.PAGES) {
            code.matcher(text(page))
                    .results()
                    .map(PagesTest::anyGroup)
                    .filter(name -> !Pattern.compile("\\b" + Pattern.quote(name))
                            .matcher(all)
                            .find())
                    .filter(name -> !isShownOnAPage(name))
                    .forEach(name -> unknown.add(page + ": " + name));
        }
        assertThat(unknown).isEmpty();
    }

    private static boolean isShownOnAPage(String name) {
        return Walk.PAGES.stream()
                .flatMap(page -> Page.of(CHECKOUT, page).blocks().stream())
                .anyMatch(block -> block.text().contains("class " + name));
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        for (Path page : pages()) {
            Pattern link = Pattern.compile("\\]\\(([^)#:\\s]*)(?:#([\\w-]+))?\\)");
            for (MatchResult each :
                    link.matcher(Files.readString(page)).results().toList()) {
                Path target = each.group(1).isEmpty() ? page : page.resolveSibling(each.group(1));
                if (!Files.exists(target) || !hasHeading(target, each.group(2))) {
                    broken.add(CHECKOUT.relativize(page) + ": " + each.group());
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    private static boolean hasHeading(Path page, @Nullable String anchor) throws IOException {
        return anchor == null
                || Files.readAllLines(page).stream()
                        .filter(line -> line.startsWith("#"))
                        .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                        .map(line -> line.replaceAll("[^\\w -]", "").replace(' ', '-'))
                        .anyMatch(anchor::equals);
    }

    /** {@return a cell's value as the source has it} */
    private static String value(String cell) {
        return cell.startsWith("none") ? REQUIRED : cell.replace("`", "");
    }

    private static String anyGroup(MatchResult match) {
        return match.group(1) == null ? match.group(2) : match.group(1);
    }

    private static List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(CHECKOUT.resolve("README.md")));
        try (Stream<Path> docs = Files.walk(CHECKOUT.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
        }
        return pages;
    }

    private static String text(String file) throws IOException {
        return Files.readString(CHECKOUT.resolve(file));
    }

    private static List<String> texts(Path folder, String suffix) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(suffix)).toList()) {
                if (!file.toString().contains("/target/")) {
                    texts.add(Files.readString(file));
                }
            }
        }
        return texts;
    }
}

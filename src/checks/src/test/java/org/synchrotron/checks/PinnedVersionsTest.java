package org.synchrotron.checks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathFactory;
import javax.xml.xpath.XPathNodes;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Node;

/** Whoever changes a version looks at what is known against it: docs/dependencies.md names each that a pom.xml pins. */
class PinnedVersionsTest {

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final String PINNED = "//*[artifactId and version and not(groupId = 'org.synchrotron')]";
    private static final Pattern PROPERTY = Pattern.compile("\\$\\{([^}]+)}");

    private final XPath path = XPathFactory.newInstance().newXPath();

    @Test
    void areOnThePageOfDependencies() throws Exception {
        String page = Files.readString(ROOT.resolve("docs/dependencies.md"));
        Set<Pinned> pinned = pinned();
        assertThat(pinned).hasSizeGreaterThan(50);
        assertThat(pinned).filteredOn(each -> !each.isOn(page)).isEmpty();
    }

    private Set<Pinned> pinned() throws Exception {
        Document root = document(ROOT.resolve("pom.xml"));
        Set<Pinned> pinned = new LinkedHashSet<>();
        for (Path pom : poms()) {
            for (Node each : path.evaluateExpression(PINNED, document(pom), XPathNodes.class)) {
                pinned.add(new Pinned(
                        resolved(path.evaluate("artifactId", each), root),
                        resolved(path.evaluate("version", each), root)));
            }
        }
        return pinned;
    }

    /** {@return the text with the root's properties in the place of their names} */
    private String resolved(String text, Document root) throws Exception {
        String value = text;
        for (MatchResult each : PROPERTY.matcher(text).results().toList()) {
            value = value.replace(
                    each.group(), path.evaluate("/project/properties/*[name() = '" + each.group(1) + "']", root));
        }
        return value;
    }

    private static List<Path> poms() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 3)) {
            return files.filter(file -> file.endsWith("pom.xml")).toList();
        }
    }

    private static Document document(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile());
    }

    /** What a pom.xml pins: a dependency, a plugin or a tool. */
    private record Pinned(String artifact, String version) {

        /** In a row of a table, the version is in the next cell. */
        boolean isOn(String page) {
            return Pattern.compile(
                            "`" + Pattern.quote(artifact) + "`[\\s|]+" + Pattern.quote(version) + "(?![\\w-]|\\.\\w)")
                    .matcher(page)
                    .find();
        }
    }
}

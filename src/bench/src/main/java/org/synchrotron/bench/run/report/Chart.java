package org.synchrotron.bench.run.report;

import java.util.List;

/** A bar for each value that has a goal: how much of the goal it uses up. */
final class Chart {

    private static final int LINE = 20;
    private static final int TOP = 40;
    private static final int LABELS = 560;
    /** The length of a bar whose value is exactly the goal. */
    private static final int GOAL = 200;

    private static final int LONGEST = 400;

    private Chart() {}

    /** {@return the chart, as SVG} */
    static String of(List<Measured> lines) {
        List<Measured> shown = lines.stream().filter(each -> use(each) > 0).toList();
        int height = TOP + LINE * shown.size() + LINE;
        StringBuilder svg = new StringBuilder("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">
                <rect width="100%%" height="100%%" fill="white"/>
                <text x="10" y="22" font-size="14">What the benchmark measured, beside what is to be reached (the line)</text>
                """.formatted(LABELS + LONGEST + 80, height));
        for (int i = 0; i < shown.size(); i++) {
            svg.append(bar(shown.get(i), TOP + LINE * i));
        }
        int x = LABELS + GOAL;
        svg.append("<path d=\"M%d %dV%d\" stroke=\"black\"/>%n</svg>%n".formatted(x, TOP - 4, height - LINE));
        return svg.toString();
    }

    private static double use(Measured line) {
        Double value = line.ratio() == null ? line.median() : line.ratio();
        return line.goal() == null || value == null ? 0 : line.goal().use(value);
    }

    private static String bar(Measured line, int y) {
        double use = use(line);
        long width = Math.round(Math.min(LONGEST, GOAL * use));
        String colour = use <= 1 ? "#3a7d44" : "#c8553d";
        return """
                <text x="10" y="%d">%s</text><rect x="%d" y="%d" width="%d" height="%d" fill="%s"/><text x="%d" y="%d">%.0f %%</text>
                """.formatted(
                        y + LINE - 6,
                        escaped(line.id() + "  " + line.job()),
                        LABELS,
                        y + 3,
                        width,
                        LINE - 6,
                        colour,
                        LABELS + width + 6,
                        y + LINE - 6,
                        100 * use);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;");
    }
}

package org.synchrotron.bench.run.figures;

import java.util.List;
import org.synchrotron.bench.run.report.Goal;
import org.synchrotron.bench.run.report.Report;
import org.synchrotron.bench.run.setup.GivenUp;
import org.synchrotron.bench.run.setup.LogKind;
import org.synchrotron.bench.run.setup.Projects;
import org.synchrotron.bench.run.setup.Receivers;
import org.synchrotron.bench.run.setup.Replica;
import org.synchrotron.bench.run.setup.Site;

/** P13: a record of a user with 1,000 audiences, and a delivery to that user, beside those of a user with one. */
final class ManyAudiences implements Figure {

    private static final int AUDIENCES = 1_000;
    private static final String FEW = "few";
    private static final String MANY = "many";
    private static final String OTHER = "other";

    @Override
    public String name() {
        return "P13";
    }

    @Override
    public void measure(Setting setting, Report report) {
        report.heading(
                name(), "a user with 1 and with %,d audiences; the footprints are not declared".formatted(AUDIENCES));
        try (Site site = setting.laboratory().emptySite()) {
            Projects projects = new Projects(site);
            projects.joinMany(FEW, 1, FEW);
            projects.joinMany(MANY, AUDIENCES, MANY);
            List.of(FEW, MANY).forEach(name -> projects.joinMany(name, 1, OTHER));
            measure(site, setting, report);
        } catch (GivenUp e) {
            report.note(e.why());
        }
    }

    private static void measure(Site site, Setting setting, Report report) {
        Replica other = site.replica(OTHER);
        other.synced();
        try (Receivers few = site.receivers(List.of(FEW));
                Receivers many = site.receivers(List.of(MANY))) {
            List<Rounds.Case> cases = List.of(
                    uploading("a record of a user with one audience", site.replica(FEW)),
                    uploading("of a user with %,d".formatted(AUDIENCES), site.replica(MANY)),
                    receiving("a record of another until a user with one audience has it", other, few, FEW, setting),
                    receiving("until a user with %,d has it".formatted(AUDIENCES), other, many, MANY, setting));
            new Rounds(setting).measure(cases);
            for (int i = 0; i < cases.size(); i += 2) {
                report.line(cases.get(i).series());
                report.line(cases.get(i + 1).series(), cases.get(i).series(), Goal.atMost(1.3));
            }
        }
    }

    private static Rounds.Case uploading(String what, Replica author) {
        author.synced();
        return new Rounds.Case(
                what + ", until confirmed",
                () -> author.confirmed(author.newItem(LogKind.UNDECLARED, author.user() + "0")));
    }

    /** The author's own confirmation is awaited, so that the next record comes when all is quiet. */
    private static Rounds.Case receiving(
            String what, Replica author, Receivers receivers, String project, Setting setting) {
        return new Rounds.Case(what, () -> {
            double millis = receivers.receive(
                    () -> {
                        var unused = author.execute(author.newItem(LogKind.UNDECLARED, project + "0"));
                    },
                    setting::nanoTime);
            author.awaitSynced();
            return millis;
        });
    }
}

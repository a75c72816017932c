package org.synchrotron.bench.run.setup;

import java.util.ArrayList;
import java.util.List;
import org.synchrotron.bench.items.AddMany;
import org.synchrotron.bench.items.AddPoints;
import org.synchrotron.client.Execution;

/** Makes the projects of a site, with members and many items. A real client adds the items. Use it from one thread. */
public final class Projects {

    private static final String AUTHOR = "filler";
    private static final int ITEMS_PER_RECORD = 1_000;
    private static final int RECORDS_UNDER_WAY = 1_000;

    private final Site site;
    private final Replica author;
    private int series;

    /** Opens the client that adds the items, offline. */
    public Projects(Site site) {
        this.site = site;
        this.author = site.replica(AUTHOR);
    }

    /** Makes a user a member of a project. */
    public void join(String project, String user) {
        site.admin()
                .execute("insert into project_members (project_id, user_id) values ('%s', '%s') on conflict do nothing"
                        .formatted(project, user));
    }

    /** Makes each of these users the only member of a project of its own. */
    public void joinEach(List<String> users) {
        site.admin()
                .execute(
                        "insert into project_members (project_id, user_id) select name, name from unnest(array['%s']) as name"
                                .formatted(String.join("','", users)));
    }

    /** Makes a user a member of so many projects, which are called like this one and numbered. */
    public void joinMany(String project, int number, String user) {
        site.admin()
                .execute(
                        "insert into project_members (project_id, user_id) select '%s' || n, '%s' from generate_series(0, %d) as n"
                                .formatted(project, user, number - 1));
    }

    /** Makes a user a member of all projects that have members. */
    public void joinAll(String user) {
        site.admin()
                .execute(
                        "insert into project_members (project_id, user_id) select distinct project_id, '%s' from project_members"
                                .formatted(user));
    }

    /** Makes a user a member of this project no more. */
    public void leave(String project, String user) {
        site.admin()
                .execute("delete from project_members where project_id = '%s' and user_id = '%s'"
                        .formatted(project, user));
    }

    /** Adds so many items, a thousand in each record at most, and waits until the server has confirmed them. */
    public void fill(String project, int items) {
        arrive(project);
        for (int left = items; left > 0; left -= ITEMS_PER_RECORD) {
            author.confirmed(new AddMany.Args(AUTHOR + series++, project, Math.min(left, ITEMS_PER_RECORD)));
        }
    }

    /** Adds a point to so many items in turn, so many times in all, one in each record, and waits until the server has confirmed them. */
    public void count(String project, int items, long records) {
        arrive(project);
        for (long made = 0; made < records; made += RECORDS_UNDER_WAY) {
            List<Execution<Object>> executions = new ArrayList<>();
            for (long i = made; i < Math.min(records, made + RECORDS_UNDER_WAY); i++) {
                executions.add(author.execute(new AddPoints.Args(counted(project, i % items), project, 1)));
            }
            executions.forEach(author::await);
        }
    }

    private static String counted(String project, long number) {
        return Replica.id("counted in " + project + " " + number);
    }

    private void arrive(String project) {
        if (site.admin()
                        .number("select count(*) from project_members where user_id = '%s' and project_id = '%s'"
                                .formatted(AUTHOR, project))
                == 0) {
            author.disconnect();
            join(project, AUTHOR);
        }
        author.connect();
    }

    /** {@return the size of the file of the client that adds the items, in bytes} Closes that client. */
    public long closedSize() {
        return author.closedSize();
    }
}

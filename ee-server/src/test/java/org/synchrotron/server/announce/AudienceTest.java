package org.synchrotron.server.announce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.synchrotron.server.access.RoleScope;
import org.synchrotron.server.kit.ItemActions.Add;
import org.synchrotron.server.kit.ItemActions.Create;
import org.synchrotron.server.kit.ServerTest;

class AudienceTest extends ServerTest {

    @Test
    void usersWhoMaySeeAChangeAndItsAuthorAreFound() {
        cid.sync(cid.at(0, new Create.Args("q", "q", 1)));
        assertThat(audience(0, 1)).containsExactly("cid");
        ann.sync(ann.at(1, new Create.Args("a", "p", 1)));
        assertThat(audience(1, 2)).containsExactlyInAnyOrder("ann", "bob", "cid");
        bob.sync(bob.at(2, new Add.Args("nothing", 1)));
        assertThat(audience(2, 3)).containsExactly("bob");
    }

    private List<String> audience(long after, long head) {
        return server.database.transaction(sql ->
                RoleScope.asEngine(sql, () -> Audience.of(after, head, List.of("ann", "bob", "cid", "dan"), sql)));
    }
}

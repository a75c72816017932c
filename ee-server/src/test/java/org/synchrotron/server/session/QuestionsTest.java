package org.synchrotron.server.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.synchrotron.protocol.ClientMessage.Ask;
import org.synchrotron.protocol.Question;
import org.synchrotron.protocol.Refusal;
import org.synchrotron.server.kit.ItemActions.Create;

@DisplayName("A question")
class QuestionsTest extends SessionKit {

    private static final Ask HEAD = new Ask(1, new Question.Head());

    @Test
    void forTheHeadIsAnsweredAfterADeliveryUpToIt() {
        Guest asking = guest("ann").hello();
        ann.send(ann.at(0, new Create.Args("i1", "p", 1)));

        asking.say(HEAD);

        assertThat(asking.types()).containsExactly("welcome", "delivery", "delivery", "answer");
        assertThat(asking.last()).contains("\"head\":1", "\"questionId\":1");
        assertThat(asking.channel.sent().get(2)).contains("\"upTo\":1", "\"head\":1");
    }

    @Test
    void forTheHeadIsAnsweredAfterTheClientWasToldOfChangedAudiences() {
        Guest asking = guest("ann").hello();
        server.database.administer("insert into members values ('ann', 'q')");

        asking.say(HEAD);

        assertThat(asking.types()).containsExactly("welcome", "delivery", "audiences", "answer");
        assertThat(asking.channel.sent().get(2)).contains("\"gained\":[\"q\"]");
    }

    @Test
    void doesNotWaitForAnUpload() {
        Guest asking = guest("ann").hello();
        threads.blockUploads();
        asking.upload(1);

        asking.say(HEAD);

        assertThat(asking.types()).containsExactly("welcome", "delivery", "answer");
    }

    @Test
    void thatNobodyKnowsIsAnsweredAndTheConnectionGoesOn() {
        Guest asking = guest("ann").hello();

        asking.say(new Ask(1, new Question.Other("weather")));
        assertThat(asking.last()).contains(Refusal.UNKNOWN_QUESTION.text());

        asking.say(new Ask(2, new Question.Head()));
        assertThat(asking.last()).contains("\"questionId\":2", "\"head\":0");
    }

    @Test
    void thatCannotBeAnsweredNowIsAnsweredSo() {
        Guest asking = guest("ann").hello();
        node.database(TestNode.failing(new IllegalStateException("no database")));

        asking.say(HEAD);

        assertThat(asking.last()).contains("\"type\":\"answer\"", Refusal.UNAVAILABLE.text());
        assertThat(asking.isListening()).isTrue();
    }

    @Test
    void beforeTheAnswerToTheLastOneIsRefused() {
        Guest asking = guest("ann").hello();
        asking.session.part(TestNode.CODEC.write(HEAD), true);
        asking.session.part(TestNode.CODEC.write(HEAD), true);
        threads.run();

        assertThat(asking.last()).contains(Refusal.MALFORMED.text(), "wait for the answer");
        assertThat(asking.channel.closed()).containsExactly(CloseCode.PROTOCOL_BROKEN);
    }

    @Test
    void beforeHelloIsRefused() {
        Guest asking = guest("ann");

        asking.say(HEAD);

        assertThat(asking.last()).contains(Refusal.MALFORMED.text(), "hello");
    }
}

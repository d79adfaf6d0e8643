package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.config.Expiry;
import hearth.client.conversation.MessageBody;
import hearth.client.search.SearchQuery;
import hearth.client.search.SearchQuery.Author;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SearchTest extends HouseholdTest {

    @Test
    void m16FindsInAllChatsInOneAndByAuthorAndDay() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        ann.engine.send(ann.id(), "buy Käse");
        ann.engine.send(ben.id(), "the KASE is mine");
        await("Ben has it", () -> ben.texts(ann.id()).contains("the KASE is mine"));

        assertEquals(List.of("> the KASE is mine", "> buy Käse"), found(ann, SearchQuery.of("käs")));
        assertEquals(List.of("> buy Käse"), found(ann, SearchQuery.of("käs").withIn(ann.with(ann))));
        assertEquals(List.of("hello Ann"), found(ann, SearchQuery.of("hello").withAuthor(Author.OTHERS)));
        assertEquals(List.of("> hello Ben"), found(ann, SearchQuery.of("hello").withAuthor(Author.ME)));
        var now = ann.clock.instant();
        var soon = Optional.of(now.plus(Duration.ofHours(1)));
        var before = Optional.of(now.minus(Duration.ofHours(1)));
        assertEquals(
                2, found(ann, SearchQuery.of("hello").withTimes(before, soon)).size());
        assertEquals(List.of(), found(ann, SearchQuery.of("hello").withTimes(soon, Optional.empty())));
        assertEquals(List.of(), found(ann, SearchQuery.of("hello").withTimes(Optional.empty(), before)));
        assertEquals(List.of("Ben"), people(ann, "be"));
        assertEquals(List.of("Ben"), people(ann, ben.id().hex().substring(0, 10)));
        assertEquals(List.of(), people(ann, "x"));
    }

    @Test
    void m16WhatIsGoneIsNotFound() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        ben.engine.send(ann.id(), "a secret, taken back");
        ben.engine.send(ann.id(), "a secret, deleted here");
        await("both are there", () -> found(ann, SearchQuery.of("secret")).size() == 2);

        ann.engine.deleteHere(ann.message(ben, "a secret, deleted here"));
        ben.engine.deleteForEveryone(ben.message(ann, "a secret, taken back"));
        await("both are gone", () -> found(ann, SearchQuery.of("secret")).isEmpty());

        ben.engine.setExpiry(ben.with(ann), Expiry.of(Expiry.Mode.AFTER_SEND, 1));
        ben.engine.send(ann.id(), "a fleeting secret");
        await("it came", () -> !found(ann, SearchQuery.of("fleeting")).isEmpty());
        await("it went", () -> found(ann, SearchQuery.of("fleeting")).isEmpty());

        ann.engine.block(ann.with(ben));
        assertEquals(List.of(), found(ann, SearchQuery.of("hello")));
    }

    @Test
    void m16PagesFollowEachOtherAndSurviveARestart() throws Exception {
        var ann = house.add("Ann");
        for (var i = 0; i < Finder.PAGE + 5; i++) {
            ann.engine.send(ann.id(), "note number " + i);
        }
        ann.restart();

        var first = ann.engine.search(SearchQuery.of("number"));
        var second = ann.engine.search(SearchQuery.of("number").withAfter(first.next()));

        assertEquals(Finder.PAGE, first.hits().size());
        assertEquals(5, second.hits().size());
        assertTrue(second.next().isEmpty());
        assertEquals(
                new MessageBody.Text("note number 0"),
                second.hits().getLast().message().body());
    }

    private static List<String> found(Household.Member who, SearchQuery query) {
        return who.engine.search(query).hits().stream()
                .map(hit -> (hit.message().outgoing() ? "> " : "")
                        + ((MessageBody.Text) hit.message().body()).text())
                .toList();
    }

    private static List<String> people(Household.Member who, String typed) {
        return who.engine.people(typed).stream().map(person -> person.title()).toList();
    }
}

package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.web.sample.SampleChats;
import hearth.web.testing.Page;
import hearth.web.testing.TestBox;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;

/** Rules that every page keeps: its form, its landmarks, its labels, and nothing from elsewhere. */
class PagesTest {

    private static final Set<String> UNNAMED_INPUTS = Set.of("hidden", "submit");

    @Test
    void everyPageOfAMemberKeepsTheRules() {
        try (var box = TestBox.furnished()) {
            var browser = box.signedIn();
            for (var path : Addresses.forAda(box)) {
                assertRules(path, browser.get(path).page());
            }
            for (var path : LedgerAddresses.PAGES) {
                assertRules(path, browser.get(path).page());
            }
            assertRules(
                    "problems",
                    browser.post("/new", Map.of("id", "05xyz", "text", "")).page());
            assertRules(
                    "found",
                    browser.post(
                                    "/new/find",
                                    Map.of("id", SampleChats.person('d').hex()))
                            .page());
            assertRules(
                    "too long",
                    browser.post("/chats/" + Addresses.dana(box) + "/send", Map.of("text", "x".repeat(2_001)))
                            .page());
            var invited = browser.post("/people/invite", Map.of("name", "Ben"));
            assertRules("invitation", browser.get(invited.location()).page());
            assertRules("people", browser.get("/people").page());
        }
    }

    @Test
    void everyPageOfTheFirstRunKeepsTheRules() {
        try (var box = TestBox.fresh()) {
            var browser = box.browser();
            assertRules("welcome", browser.follow(browser.get("/")).page());
            assertRules("setup", browser.get("/setup").page());
            assertRules(
                    "setup with problems",
                    browser.post("/setup", Map.of("box", "-", "password", "short"))
                            .page());
            browser.post("/setup", Map.of("box", "maple-house", "name", "Ada", "password", "correct horse battery"));
            assertRules("account", browser.get("/account").page());
            assertRules(
                    "account with problems",
                    browser.post("/account/restore", Map.of("words", "one two")).page());
            assertRules(
                    "recovery",
                    browser.follow(browser.post("/account/new", Map.of("new-name", "Ada")))
                            .page());
            assertRules(
                    "recovery wrong",
                    browser.post("/recovery/prove", Map.of("first", "no")).page());
            assertRules(
                    "no chats yet",
                    browser.follow(browser.post("/recovery/postpone", Map.of())).page());
            assertRules("no requests", browser.get("/requests").page());
            browser.post("/sign-out", Map.of());
            assertRules("sign in", browser.get("/sign-in").page());
            assertRules(
                    "sign in wrong",
                    browser.post("/sign-in", Map.of("name", "")).page());
        }
    }

    @Test
    void everyPlainPageKeepsTheRulesAndHasNeitherFormNorCookie() {
        try (var box = TestBox.furnished()) {
            var browser = box.plain();
            for (var path : List.of("/", "/help", "/trust", "/trust?on=android", "/trust/remove", "/nowhere")) {
                var reply = browser.get(path);
                assertRules(path, reply.page());
                assertTrue(reply.page().all("form").isEmpty(), path);
                assertTrue(reply.all("set-cookie").isEmpty(), path);
                for (var secret : List.of("Ada", "Dana", "maple-house<")) {
                    assertFalse(reply.body().contains(secret), path + " tells " + secret);
                }
            }
        }
    }

    private static void assertRules(String what, Page page) {
        assertEquals("en", page.root().getAttribute("lang"), what);
        assertTrue(
                page.all("title").size() >= 1
                        && !Page.text(page.all("title").getFirst()).isBlank(),
                what + ": title");
        assertEquals(1, page.all("h1").size(), what + ": h1");
        assertEquals(1, page.all("main").size(), what + ": main");
        assertEquals(1, page.all("header").size(), what + ": header");
        page.all("nav")
                .forEach(it -> assertFalse(it.getAttribute("aria-label").isBlank(), what + ": nav without a name"));
        assertHeadingsDescendOneByOne(what, page);
        assertIdsAreUnique(what, page);
        assertNothingInline(what, page);
        assertNothingFromElsewhere(what, page);
        for (var name : List.of("input", "textarea", "select")) {
            page.all(name).stream()
                    .filter(it -> !UNNAMED_INPUTS.contains(it.getAttribute("type"))
                            && !it.getAttribute("aria-hidden").equals("true"))
                    .forEach(
                            it -> assertTrue(isLabelled(page, it), what + ": no label for " + it.getAttribute("name")));
        }
        for (var name : List.of("a", "button", "summary")) {
            page.all(name)
                    .forEach(it -> assertTrue(
                            !Page.text(it).isBlank() || it.hasAttribute("aria-label"),
                            what + ": a " + name + " without a name"));
        }
        page.all("form", it -> it.getAttribute("method").equals("post"))
                .forEach(it ->
                        assertTrue(it.getElementsByTagName("input").getLength() > 0, what + ": a form without token"));
        page.all("*").forEach(it -> assertReferencesExist(what, page, it));
        // A fragment named like an element brings all elements of that name along.
        page.all("path").forEach(it -> assertTrue(isInPicture(it), what + ": a path outside a picture"));
    }

    private static void assertHeadingsDescendOneByOne(String what, Page page) {
        var levels = page.all("*", it -> it.getTagName().matches("h[1-6]")).stream()
                .map(it -> it.getTagName().charAt(1) - '0')
                .toList();
        for (var i = 1; i < levels.size(); i++) {
            assertTrue(levels.get(i) <= levels.get(i - 1) + 1 || levels.get(i) == 2, what + ": headings " + levels);
        }
    }

    private static void assertIdsAreUnique(String what, Page page) {
        var seen = new HashSet<String>();
        page.all("*", it -> it.hasAttribute("id"))
                .forEach(it -> assertTrue(seen.add(it.getAttribute("id")), what + ": twice " + it.getAttribute("id")));
    }

    private static void assertNothingInline(String what, Page page) {
        assertTrue(page.all("style").isEmpty(), what + ": style element");
        page.all("script")
                .forEach(
                        it -> assertTrue(it.hasAttribute("src") && Page.text(it).isEmpty(), what + ": inline script"));
        page.all("*").forEach(it -> {
            var attributes = it.getAttributes();
            for (var i = 0; i < attributes.getLength(); i++) {
                var name = attributes.item(i).getNodeName();
                assertFalse(
                        name.equals("style") || name.startsWith("on") || name.startsWith("th:"), what + ": " + name);
            }
        });
    }

    private static void assertNothingFromElsewhere(String what, Page page) {
        for (var name : List.of("script", "link", "img", "iframe", "form")) {
            page.all(name).forEach(it -> {
                for (var attribute : List.of("src", "href", "action")) {
                    var value = it.getAttribute(attribute);
                    assertTrue(
                            value.isEmpty() || (value.startsWith("/") && !value.startsWith("//")), what + ": " + value);
                }
            });
        }
    }

    private static boolean isLabelled(Page page, Element input) {
        var id = input.getAttribute("id");
        return input.hasAttribute("aria-label")
                || input.getParentNode().getNodeName().equals("label")
                || page.all("label", it -> it.getAttribute("for").equals(id) && !id.isEmpty())
                                .size()
                        == 1;
    }

    private static boolean isInPicture(Element element) {
        return switch (element.getParentNode()) {
            case Element parent -> parent.getTagName().equals("svg") || isInPicture(parent);
            default -> false;
        };
    }

    private static void assertReferencesExist(String what, Page page, Element element) {
        for (var attribute : List.of("aria-labelledby", "aria-describedby")) {
            for (var id : element.getAttribute(attribute).split(" ", -1)) {
                assertTrue(id.isEmpty() || page.byId(id).isPresent(), what + ": " + attribute + " names " + id);
            }
        }
    }
}

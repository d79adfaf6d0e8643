package hearth.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.web.testing.TestBox;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What others did, and where they invite to. */
class NoticesTest {

    @Test
    void thatAPictureWasKeptIsSaid() {
        try (var box = TestBox.furnished()) {
            var text =
                    box.signedIn().get("/chats/" + Addresses.dana(box)).page().text();

            assertTrue(text.contains("Dana kept a picture or file that you sent"), text);
        }
    }

    @Test
    void anInvitationToACommunityIsACardWithoutALink() {
        try (var box = TestBox.furnished()) {
            var page = box.signedIn().get("/chats/" + Addresses.dana(box)).page();

            for (var part :
                    List.of("Invitation to a community", "Gardeners", "https://open.example.org", "Its address")) {
                assertTrue(page.text().contains(part), part);
            }
            assertEquals(
                    0,
                    page.all("a", it -> it.getAttribute("href").contains("example.org"))
                            .size());
        }
    }
}

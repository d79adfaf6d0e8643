package hearth.vectors;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.community.CommunityRoom;
import hearth.protocol.community.CommunityUrl;
import hearth.protocol.id.KeyText;
import java.util.Map;

/** Checks addresses of communities. */
final class CommunityUrlVectors implements VectorKind {

    @Override
    public String name() {
        return "community-urls";
    }

    @Override
    public Map<String, CaseCheck> checks(JsonNode file) {
        return Map.of(
                "canonical_url", CommunityUrlVectors::server,
                "canonical_room", CommunityUrlVectors::room,
                "pubkey_forms", CommunityUrlVectors::keyForms,
                "full_urls", CommunityUrlVectors::fullUrl);
    }

    private static void server(VectorCase testCase) throws Exception {
        if (testCase.expectsError()) {
            VectorCase.expectRefusal(() -> CommunityUrl.canonical(testCase.text("url")));
        } else {
            testCase.expectText("canonical", CommunityUrl.canonical(testCase.text("url")));
        }
    }

    private static void room(VectorCase testCase) throws Exception {
        if (testCase.expectsError()) {
            VectorCase.expectRefusal(() -> CommunityRoom.canonicalRoom(testCase.text("room")));
        } else {
            testCase.expectText("canonical", CommunityRoom.canonicalRoom(testCase.text("room")));
        }
    }

    private static void keyForms(VectorCase forms) throws FormatException {
        for (var form : new String[] {"hex", "base64", "base32z"}) {
            forms.expectHex("hex", KeyText.parse(forms.text(form)));
        }
        forms.expectText("full_url", CommunityRoom.parse(forms.text("full_url")).url());
    }

    private static void fullUrl(VectorCase testCase) throws Exception {
        var url = testCase.text("full_url");
        if (testCase.flag("partial_error")) {
            VectorCase.expectRefusal(() -> CommunityRoom.split(url));
        } else if (testCase.has("partial")) {
            var partial = testCase.object("partial");
            var parts = CommunityRoom.split(url);
            partial.expectText("base_url", parts.server());
            partial.expectText("room", parts.room());
            assertEquals(
                    partial.has("pubkey") ? partial.text("pubkey") : "",
                    parts.serverKey().map(Bytes::hex).orElse(""));
        }
        if (testCase.expectsError()) {
            VectorCase.expectRefusal(() -> CommunityRoom.parse(url));
        } else {
            // The reference takes an address apart here and looks at the room later; so do we.
            var parts = CommunityRoom.split(url);
            testCase.expectText("base_url", parts.server());
            testCase.expectText("room", parts.room());
            testCase.expectHex("pubkey", parts.serverKey().orElseThrow().toArray());
        }
    }
}

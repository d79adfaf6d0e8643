package hearth.appliance;

import hearth.appliance.Box.Surroundings;
import hearth.appliance.config.BoxConfig;
import hearth.appliance.config.ConfigSource;
import hearth.appliance.folder.DataFolder;
import hearth.appliance.life.Parts;
import hearth.web.account.Chats;
import hearth.web.household.AccountResult;
import hearth.web.household.BoxName;
import hearth.web.household.CreateOwnerResult;
import hearth.web.household.DisplayName;
import hearth.web.household.InviteResult;
import hearth.web.household.JoinResult;
import hearth.web.household.Member;
import hearth.web.household.MemberDoor;
import hearth.web.household.MemberName;
import hearth.web.household.Password;
import hearth.web.household.Role;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * A box's first hour, played through in a few seconds: two people move in, make accounts, and one writes to the other. It
 * loads what everyday life loads.
 */
public final class Rehearsal {

    private static final Duration DELIVERY_MAX = Duration.ofSeconds(20);
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    private final Box box;

    private Rehearsal(Box box) {
        this.box = box;
    }

    /** Plays on a new box in {@code folder}, on loopback ports. Throws if something did not go as it should. */
    public static void run(Path folder, Surroundings around) throws Exception {
        var config = BoxConfig.from(ConfigSource.empty()
                .with("web.bind", "rehearsal", Optional.of("127.0.0.1"))
                .with("web.http-port", "rehearsal", Optional.of("0"))
                .with("web.https-port", "rehearsal", Optional.of("0")));
        try (var parts = new Parts()) {
            var data = parts.start("data folder", () -> DataFolder.open(folder));
            new Rehearsal(Box.start(config, data, around, parts)).play();
        }
    }

    private void play() throws Exception {
        open("/");
        open("/trust");
        var household = box.household();
        try (var password = Password.of("rehearsal only");
                var ada = ((CreateOwnerResult.Created)
                                household.createOwner(new BoxName("rehearsal"), new MemberName("Ada"), password))
                        .door();
                var ben = join(ada.member(), password)) {
            var adas = account(ada);
            var bens = account(ben);
            adas.send(bens.id(), "Is anybody there?");
            await(bens);
        }
    }

    private MemberDoor join(Member owner, Password password) {
        var name = new MemberName("Ben");
        var invited = (InviteResult.Invited) box.household().invite(owner, name, Role.ADULT);
        return ((JoinResult.Joined) box.household().join(invited.token(), name, password)).door();
    }

    private static Chats account(MemberDoor door) {
        return ((AccountResult.Opened) door.createAccount(new DisplayName("Rehearsal"))).chats();
    }

    private static void await(Chats chats) throws InterruptedException {
        for (var waited = Duration.ZERO; waited.compareTo(DELIVERY_MAX) < 0; waited = waited.plus(LOOK_EVERY)) {
            if (!chats.requests().isEmpty()) {
                return;
            }
            Thread.sleep(LOOK_EVERY);
        }
        throw new IllegalStateException("No message came within " + DELIVERY_MAX);
    }

    private void open(String path) throws Exception {
        try (var browser = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + box.ports().http() + path))
                    .build();
            browser.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }
}

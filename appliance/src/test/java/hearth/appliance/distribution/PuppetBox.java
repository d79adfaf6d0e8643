package hearth.appliance.distribution;

import hearth.appliance.Box;
import hearth.appliance.Box.Surroundings;
import hearth.appliance.config.BoxConfig;
import hearth.appliance.config.ConfigSource;
import hearth.appliance.folder.DataFolder;
import hearth.appliance.life.Parts;
import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.MessageBody;
import hearth.client.conversation.MessageView;
import hearth.client.conversation.SendResult;
import hearth.client.network.PageFetcher;
import hearth.client.vault.PasswordCost;
import hearth.web.account.Chats;
import hearth.web.household.AccountResult;
import hearth.web.household.BoxName;
import hearth.web.household.CreateOwnerResult;
import hearth.web.household.DisplayName;
import hearth.web.household.Household;
import hearth.web.household.InviteResult;
import hearth.web.household.JoinResult;
import hearth.web.household.MemberDoor;
import hearth.web.household.MemberName;
import hearth.web.household.Password;
import hearth.web.household.Role;
import hearth.web.household.SignInResult;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A whole box in a process of its own, without pages in between: Ada and Ben live there, and standard input tells what
 * they do. {@code send TEXT} has Ada write to Ben and is answered by {@code queued TEXT} once the engine has taken it;
 * {@code inbox} lists what Ben sees, a line {@code got TEXT} each, then {@code unsent N}.
 *
 * <p>Arguments: the data folder, and by how many seconds the clock of this box is wrong.
 */
final class PuppetBox {

    private static final MemberName ADA = new MemberName("Ada");
    private static final MemberName BEN = new MemberName("Ben");
    private static final int MESSAGES_MAX = 1_000;

    private final Household household;

    private PuppetBox(Household household) {
        this.household = household;
    }

    public static void main(String[] args) throws Exception {
        var clock = Clock.offset(Clock.systemUTC(), Duration.ofSeconds(Long.parseLong(args[1])));
        var around = new Surroundings(
                clock, new SecureRandom(), List::of, PageFetcher.direct(_ -> false), new PasswordCost(1_024, 1, 1));
        var config = BoxConfig.from(ConfigSource.empty()
                .with("neighbourhood.nodes", "test", Optional.of("8"))
                .with("web.bind", "test", Optional.of("127.0.0.1"))
                .with("web.http-port", "test", Optional.of("0"))
                .with("web.https-port", "test", Optional.of("0")));
        try (var parts = new Parts()) {
            var folder = parts.start("data folder", () -> DataFolder.open(Path.of(args[0])));
            new PuppetBox(Box.start(config, folder, around, parts).household()).obey();
        }
    }

    private void obey() throws Exception {
        try (var password = Password.of("for this test only");
                var adasDoor = adasDoor(password);
                var bensDoor = bensDoor(adasDoor, password)) {
            var ada = account(adasDoor);
            var ben = account(bensDoor);
            say("ready");
            var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("send ")) {
                    send(ada, ben, line.substring(5));
                } else {
                    inbox(ada, ben);
                }
            }
        }
    }

    private MemberDoor adasDoor(Password password) {
        return switch (household.createOwner(new BoxName("puppet"), ADA, password)) {
            case CreateOwnerResult.Created(var door) -> door;
            case CreateOwnerResult.AlreadyOwned() -> signedIn(ADA, password);
        };
    }

    private MemberDoor bensDoor(MemberDoor owner, Password password) {
        if (household.members().size() > 1) {
            return signedIn(BEN, password);
        }
        var invited = (InviteResult.Invited) household.invite(owner.member(), BEN, Role.ADULT);
        return ((JoinResult.Joined) household.join(invited.token(), BEN, password)).door();
    }

    private MemberDoor signedIn(MemberName name, Password password) {
        return ((SignInResult.Opened) household.signIn(name, password)).door();
    }

    private static Chats account(MemberDoor door) {
        return door.chats()
                .orElseGet(() -> ((AccountResult.Opened) door.createAccount(new DisplayName("Puppet"))).chats());
    }

    private static void send(Chats ada, Chats ben, String text) {
        if (ada.send(ben.id(), text) instanceof SendResult.Queued) {
            say("queued " + text);
        }
    }

    private static void inbox(Chats ada, Chats ben) {
        messages(ben, ada).filter(message -> !message.outgoing()).forEach(message -> {
            if (message.body() instanceof MessageBody.Text(var text)) {
                say("got " + text);
            }
        });
        say("unsent " + messages(ada, ben).filter(PuppetBox::isUnsent).count());
    }

    private static boolean isUnsent(MessageView message) {
        return switch (message.delivery()) {
            case Delivery.Waiting _, Delivery.Sending _, Delivery.Failed _ -> true;
            case Delivery.Sent _, Delivery.Read _, Delivery.Received _ -> false;
        };
    }

    private static Stream<MessageView> messages(Chats of, Chats with) {
        return Stream.concat(of.requests().stream(), of.conversations().stream())
                .filter(conversation -> conversation.peer().equals(with.id()))
                .map(ConversationSummary::id)
                .flatMap(id -> of.messages(id, Optional.empty(), MESSAGES_MAX).messages().stream());
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}

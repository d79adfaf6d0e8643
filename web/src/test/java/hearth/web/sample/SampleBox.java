package hearth.web.sample;

import hearth.client.config.Expiry;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.Disappearing;
import hearth.client.conversation.MessageBody;
import hearth.client.conversation.Standing;
import hearth.protocol.Bytes;
import hearth.protocol.community.CommunityRoom;
import hearth.web.WebConfig;
import hearth.web.WebServer;
import hearth.web.household.BoxName;
import hearth.web.household.CreateOwnerResult;
import hearth.web.household.DisplayName;
import hearth.web.household.MemberName;
import hearth.web.household.Password;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/**
 * Starts the pages over a household in memory, for looking at them: {@code fresh} as the argument for a box just
 * unpacked, else one with people and chats. The owner is Ada, her password "correct horse battery".
 */
public final class SampleBox {

    public static final String PASSWORD = "correct horse battery";

    private SampleBox() {}

    public static void main(String[] arguments) throws InterruptedException {
        var clock = Clock.systemUTC();
        var household = new SampleHousehold(clock);
        if (arguments.length == 0 || !arguments[0].equals("fresh")) {
            furnish(household, clock.instant());
        }
        var trust = new SampleTrust();
        var server = WebServer.start(
                WebConfig.at("127.0.0.1", 8_443, 8_080, ZoneOffset.UTC),
                trust.identity(),
                household,
                trust,
                new SampleMachine(),
                clock,
                new SecureRandom());
        System.out.println("https://127.0.0.1:" + server.ports().https() + "/ and http://127.0.0.1:"
                + server.ports().http() + "/");
        Thread.currentThread().join();
    }

    /** Moves Ada in, with an account and chats of every kind. */
    public static void furnish(SampleHousehold household, Instant now) {
        var created = household.createOwner(new BoxName("maple-house"), new MemberName("Ada"), Password.of(PASSWORD));
        if (!(created instanceof CreateOwnerResult.Created(var door))) {
            throw new IllegalStateException("Furnish an empty household");
        }
        door.createAccount(new DisplayName("Ada"));
        household.recoveryOf("Ada").confirm();
        chats(household.chatsOf("Ada"), now);
    }

    private static void chats(SampleChats chats, Instant now) {
        var yesterday = now.minus(Duration.ofHours(26));
        var dana = chats.talk(SampleChats.person('d'), "Dana", Standing.MUTUAL);
        chats.receive(dana, new MessageBody.RequestAccepted(), yesterday.minusSeconds(900));
        for (var i = 0; i < 60; i++) {
            chats.receive(dana, "Packing box " + (60 - i), yesterday.minusSeconds(60L * (60 - i) + 901));
        }
        chats.receive(dana, "Did you find the big soup pot? I think it went into the cellar.", yesterday);
        chats.wrote(dana, "Found it. Under the tent, of all places.", yesterday.plusSeconds(120), sent());
        var question = chats.receive(dana, "See you at 6?", now.minusSeconds(1_500));
        chats.receive(dana, "I bring Noor and the two little ones, if that is fine with you", now.minusSeconds(1_440));
        chats.wrote(dana, "Yes! bringing cake 🎂", now.minusSeconds(1_200), sent());
        chats.wrote(
                dana,
                "A longer one, so that there is something to break: rhubarb and almond, the recipe of the old neighbour, "
                        + "https://example.org/a-very-long-address/that-never-ends/and-goes-on-and-on-without-a-single-space",
                now.minusSeconds(1_100),
                sent());
        chats.receive(dana, "ممتاز، نلتقي في السادسة", now.minusSeconds(700));
        var hour = new Expiry(Expiry.Mode.AFTER_READ, 3_600);
        chats.receive(dana, new MessageBody.TimerChanged(hour), now.minusSeconds(690));
        chats.receiveDisappearing(
                dana,
                "The code of the gate is 4711",
                now.minusSeconds(680),
                new Disappearing(hour, Optional.of(now.plusSeconds(3_000))));
        chats.receive(dana, new MessageBody.MediaSaved(), now.minusSeconds(670));
        chats.receive(
                dana,
                new MessageBody.CommunityInvitation(
                        "Gardeners", new CommunityRoom("https://open.example.org", "garden", Bytes.wrap(new byte[32]))),
                now.minusSeconds(660));
        chats.receiveAnswer(dana, "Six is good", now.minusSeconds(650), Optional.of(question));
        chats.receiveAnswer(dana, "And thank you for that", now.minusSeconds(640), Optional.empty());
        chats.wrote(
                dana, "Shall I get candles?", now.minusSeconds(500), new Delivery.Failed(Delivery.FailReason.REFUSED));
        chats.wrote(
                dana,
                "I am on my way",
                now.minusSeconds(60),
                new Delivery.Waiting(Delivery.WaitReason.INTERNET, now.plusSeconds(30)));
        chats.wrote(dana, "Almost there", now.minusSeconds(20), new Delivery.Sending());
        chats.markRead(
                dana,
                chats.messages(dana, Optional.empty(), 1).messages().getLast().key());

        var family = chats.talk(SampleChats.person('f'), "Ben", Standing.MUTUAL);
        chats.wrote(family, "Who does the shopping?", now.minusSeconds(4_000), sent());
        chats.receive(family, "milk!", now.minusSeconds(3_000));
        chats.receive(family, "and something green", now.minusSeconds(2_950));
        var self = chats.talk(chats.id(), "Ada", Standing.SELF);
        chats.wrote(self, "Key of the cellar is with the neighbours", now.minus(Duration.ofDays(3)), sent());
        var mei = chats.talk(SampleChats.person('e'), "美 from the book club with quite a long name", Standing.MUTUAL);
        chats.receive(
                mei,
                new MessageBody.Unsupported("The cover", MessageBody.Unsupported.Kind.ATTACHMENT),
                now.minus(Duration.ofDays(5)));
        chats.talk(SampleChats.person('9'), "059999…", Standing.AWAITING_REPLY);
        chats.send(SampleChats.person('9'), "Hello, this is Ada from next door");
        var stranger = chats.talk(SampleChats.person('b'), "Bo", Standing.REQUEST);
        chats.receive(
                stranger,
                "Hi Ada, I have your number from Dana. Are you the one with the ladder?",
                now.minusSeconds(90));
        chats.receive(chats.talk(SampleChats.person('c'), "WIN WIN WIN", Standing.REQUEST), "You won!", yesterday);
        chats.block(chats.talk(SampleChats.person('8'), "Somebody loud", Standing.REQUEST));
        chats.labels().give(dana, "Family");
        chats.labels().give(mei, "Book club");
        chats.labels().give(family, "Family");
    }

    private static Delivery sent() {
        return new Delivery.Sent(Delivery.Copy.STORED);
    }
}

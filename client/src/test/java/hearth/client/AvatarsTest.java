package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import hearth.client.Avatars.Chosen;
import hearth.client.Household.Member;
import hearth.client.config.ProfilePicture;
import hearth.client.media.SamplePictures;
import hearth.client.sim.SimNetwork;
import hearth.client.sync.Checkpoints;
import hearth.protocol.Bytes;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.attachment.FileUrl;
import hearth.protocol.attachment.LegacyPicture;
import hearth.protocol.attachment.StreamAttachment;
import hearth.protocol.crypto.SymmetricKey;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.message.MessageCodec;
import hearth.protocol.message.wire.Content;
import hearth.protocol.message.wire.DataMessage;
import hearth.protocol.message.wire.LokiProfile;
import hearth.protocol.rpc.StoredMessage;
import hearth.testkit.Seeds;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Profile pictures, from one engine to another. */
class AvatarsTest extends HouseholdTest {

    private static final byte[] PHOTO = SamplePictures.jpegOfACamera(900, 600, 6);
    private static final byte[] KEY = new byte[ProfilePicture.KEY_BYTES];

    /** One after the other, by the second. */
    private final AtomicLong profileSeconds = new AtomicLong(System.currentTimeMillis() / 1_000);

    private static void choose(Member who, byte[] picture) throws Exception {
        assertInstanceOf(Chosen.Done.class, who.engine.avatars().choose(new ByteArrayInputStream(picture)));
        await("it is uploaded", () -> !who.engine.avatars().isWaiting());
    }

    private static Optional<String> seen(Member who, Member whom) {
        return who.engine.avatars().of(whom.id());
    }

    private static BufferedImage image(Member who, String version) throws IOException {
        var bytes = who.engine.avatars().picture(version).orElseThrow().toArray();
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    private static long filesOf(Member who) {
        try (var all = Files.list(who.vault.folder(who.ref).resolve("files"))) {
            return all.filter(it -> !it.getFileName().toString().contains(".")).count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aPictureIsShownToWhomOneWritesUntilItIsTakenAwayOfflineToo() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);

        choose(ann, PHOTO);
        ann.engine.send(ben.id(), "look at me");

        await("Ben sees it", () -> seen(ben, ann).isPresent());
        var first = seen(ben, ann).orElseThrow();
        assertEquals(256, image(ben, first).getWidth());
        assertEquals(256, image(ben, first).getHeight());
        assertEquals(
                ann.engine.avatars().picture(ann.engine.avatars().own().orElseThrow()),
                ben.engine.avatars().picture(first),
                "both draw the same");
        house.network().setOffline(true);
        ben.restart();
        assertEquals(Optional.of(first), seen(ben, ann), "it is kept on the box");
        house.network().setOffline(false);

        ann.engine.avatars().remove();
        ann.engine.send(ben.id(), "I was too vain");

        await("Ben sees it no more", () -> seen(ben, ann).isEmpty());
        assertTrue(ben.engine.avatars().picture(first).isEmpty());
        assertTrue(ann.engine.avatars().own().isEmpty());
        await("nothing is kept", () -> filesOf(ann) == 0 && filesOf(ben) == 0);
    }

    @Test
    void whatIsUploadedIsTheMiddleDrawnAnewWithoutAnythingThatACameraWroteAndEncrypted() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        choose(ann, PHOTO);
        ann.engine.send(ben.id(), "look");
        await("Ben sees it", () -> seen(ben, ann).isPresent());
        ben.stop();
        var place = placeKnownTo(ben, ann);

        var blob = Objects.requireNonNull(
                house.network().files().files().get(FileUrl.parse(place.url()).id()));

        assertFalse(SamplePictures.hasSecret(blob.toArray()));
        var sent =
                LegacyPicture.open(blob.toArray(), SymmetricKey.of(place.key().toArray()));
        assertFalse(SamplePictures.hasSecret(sent));
        var image = ImageIO.read(new ByteArrayInputStream(sent));
        assertEquals(600, image.getWidth());
        assertEquals(600, image.getHeight());
        assertEquals((byte) 0xe0, sent[3], "a plain JPEG: no EXIF");
    }

    private static ProfilePicture placeKnownTo(Member who, Member whom) {
        try (var database = Engine.database(who.environment(), who.vault, who.ref)) {
            return database.read(tx -> database.conversations().find(tx, whom.id()))
                    .orElseThrow()
                    .picture()
                    .orElseThrow();
        }
    }

    @Test
    void twoBoxesOfOneAccountShowTheSameAndBothKnowTheFacesOfPeople() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        choose(ann, PHOTO);
        choose(ben, SamplePictures.of("png", 300, 300));
        ben.engine.send(ann.id(), "mine is better");
        await("Ann sees Ben", () -> seen(ann, ben).isPresent());

        var laptop = house.restore("laptop", ann, "Ann");
        await(
                "all is there",
                () -> laptop.engine.avatars().own().isPresent()
                        && seen(laptop, ben).isPresent());
        assertEquals(
                ann.engine.avatars().picture(ann.engine.avatars().own().orElseThrow()),
                laptop.engine.avatars().picture(laptop.engine.avatars().own().orElseThrow()));

        var before = ann.engine.avatars().own().orElseThrow();
        choose(laptop, SamplePictures.of("png", 40, 90));
        await(
                "Ann's box shows the new one",
                () -> ann.engine
                        .avatars()
                        .own()
                        .filter(it -> !it.equals(before))
                        .isPresent());
        assertEquals(40, image(ann, ann.engine.avatars().own().orElseThrow()).getWidth());
        ann.engine.setDisplayName("Anna");
        await("the name is there", () -> laptop.engine.displayName().equals("Anna"));
        assertTrue(laptop.engine.avatars().own().isPresent(), "another name changes no picture");

        ann.engine.avatars().remove();
        await("it is gone from both", () -> laptop.engine.avatars().own().isEmpty());
        assertEquals("Anna", laptop.engine.displayName());
    }

    @Test
    void picturesThatTheDevicesKnewBeforeThisBoxDidAreTakenOver() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        choose(ann, PHOTO);
        ann.engine.send(ben.id(), "look");
        await("Ben sees it", () -> seen(ben, ann).isPresent());
        ben.stop();
        try (var database = Engine.database(ben.environment(), ben.vault, ben.ref)) {
            database.update(tx -> {
                var contact = database.conversations().find(tx, ann.id()).orElseThrow();
                var before = contact.withProfile(contact.name(), Optional.empty(), contact.profileUpdated());
                database.conversations().save(tx, before);
                database.avatars().remove(tx, ann.id());
                database.meta().putText(tx, "avatars.adopted", "no");
            });
        }

        ben.start();

        await("Ben sees it again", () -> seen(ben, ann).isPresent());
        ben.engine.setNickname(ben.with(ann), "Annie");
        var laptop = house.restore("laptop", ben, "Ben");
        await("and so does his laptop", () -> seen(laptop, ann).isPresent());
    }

    @Test
    void nothingIsFetchedOfAStrangerBeforeTheyAreAccepted() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        choose(ann, PHOTO);
        ann.engine.send(ben.id(), "do you know me?");
        await("the request is there", () -> ben.engine.requests().size() == 1);
        Household.pause(300);
        assertEquals(0, house.network().files().downloads());
        assertTrue(seen(ben, ann).isEmpty());

        ben.engine.accept(ben.with(ann));

        await("Ben sees whom he accepted", () -> seen(ben, ann).isPresent());
        ben.engine.deleteContact(ben.with(ann));
        assertTrue(seen(ben, ann).isEmpty());
        await("nothing of her is kept", () -> filesOf(ben) == 0);
    }

    @Test
    void whatIsNoPictureIsRefusedAndTheOldOneStays() throws Exception {
        var ann = house.add("Ann");
        choose(ann, SamplePictures.of("gif", 50, 50));
        var before = ann.engine.avatars().own();

        for (var bad : new byte[][] {
            "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.US_ASCII),
            {},
            SamplePictures.pngThatSays(30_000, 30_000),
        }) {
            assertInstanceOf(Chosen.NoPicture.class, ann.engine.avatars().choose(new ByteArrayInputStream(bad)));
        }
        var tooLong = new ByteArrayInputStream(new byte[(int) Avatars.CHOSEN_BYTES_MAX + 1]);
        assertInstanceOf(Chosen.TooLarge.class, ann.engine.avatars().choose(tooLong));

        assertEquals(before, ann.engine.avatars().own());
        assertEquals(1, filesOf(ann));
    }

    /** What people of ill will say about their picture: where it lies, and what lies there. */
    private record Bad(String what, String url, Bytes key) {

        @Override
        public String toString() {
            return what;
        }
    }

    private static Stream<String> badPictures() {
        return Stream.of(
                "another key",
                "cut off",
                "no file",
                "no address",
                "another host without its key",
                "another host that is none",
                "absurdly wide",
                "no picture",
                "a page in a picture's clothes",
                "too long",
                "not encrypted",
                "said to be in the other form");
    }

    private Bad bad(String what) {
        var files = house.network().files();
        var good = sealed(SamplePictures.of("png", 20, 20));
        return switch (what) {
            case "another key" -> new Bad(what, files.put(good), filled(9));
            case "cut off" -> new Bad(what, files.put(Arrays.copyOf(good, good.length - 1)), Bytes.of(KEY));
            case "no file" -> new Bad(what, FILES + "/file/" + "A".repeat(44), Bytes.of(KEY));
            case "no address" -> new Bad(what, "javascript:alert(1)", Bytes.of(KEY));
            case "another host without its key" ->
                new Bad(what, "http://127.0.0.1:1/file/" + "B".repeat(44), Bytes.of(KEY));
            case "another host that is none" ->
                new Bad(what, "http://router.home/file/12#p=" + "42".repeat(32), Bytes.of(KEY));
            case "absurdly wide" ->
                new Bad(what, files.put(sealed(SamplePictures.pngThatSays(20_000, 20_000))), Bytes.of(KEY));
            case "no picture" -> new Bad(what, files.put(sealed(new byte[] {1, 2, 3})), Bytes.of(KEY));
            case "a page in a picture's clothes" ->
                new Bad(
                        what,
                        files.put(sealed("GIF89a<html><script>alert(1)</script>".getBytes(StandardCharsets.US_ASCII))),
                        Bytes.of(KEY));
            case "too long" -> new Bad(what, files.put(sealed(new byte[(5 << 20) + 1])), Bytes.of(KEY));
            case "not encrypted" -> new Bad(what, files.put(SamplePictures.of("png", 20, 20)), Bytes.of(KEY));
            default -> new Bad(what, files.put(good) + "#d", Bytes.of(KEY));
        };
    }

    private static final String FILES = "http://files.invalid";

    private static byte[] sealed(byte[] picture) {
        return LegacyPicture.seal(picture, SymmetricKey.of(KEY), new SecureRandom());
    }

    private static Bytes filled(int value) {
        var key = new byte[ProfilePicture.KEY_BYTES];
        Arrays.fill(key, (byte) value);
        return Bytes.wrap(key);
    }

    @ParameterizedTest
    @MethodSource("badPictures")
    void aPictureThatCannotBeShownIsMissingAndTheConversationGoesOn(String what) throws Exception {
        var ben = house.add("Ben");
        var mallory = AccountKeys.generate(new SecureRandom());
        ben.engine.send(mallory.id(), "hello");
        await("it is out", () -> ben.engine.network().waiting() == 0);
        var good = house.network().files().put(sealed(SamplePictures.of("png", 20, 20)));
        say(mallory, ben, "first", good, KEY);
        await(
                "the good one is there",
                () -> ben.engine.avatars().of(mallory.id()).isPresent());
        var bad = bad(what);

        say(mallory, ben, "second", bad.url(), bad.key().toArray());

        await("the message is there", () -> ben.texts(mallory.id()).contains("second"));
        if (!what.equals("another host that is none")) {
            await("it is missing", () -> ben.engine.avatars().of(mallory.id()).isEmpty());
        }
        say(mallory, ben, "third", good, KEY);
        await(
                "the good one is back",
                () -> ben.engine.avatars().of(mallory.id()).isPresent());
        assertTrue(ben.texts(mallory.id()).contains("third"));
    }

    @Test
    void theNewerProfileCountsAndHalfAPictureIsNone() throws Exception {
        var ben = house.add("Ben");
        var mia = AccountKeys.generate(new SecureRandom());
        ben.engine.send(mia.id(), "hello");
        await("it is out", () -> ben.engine.network().waiting() == 0);
        var content = SamplePictures.of("png", 30, 30);
        var stream = StreamAttachment.seal(content, mia, StreamAttachment.Purpose.PROFILE_PICTURE);
        var url = house.network().files().put(stream.blob().toArray()) + "#d";
        say(mia, ben, "new", url, stream.key().toArray());
        await("it is there", () -> ben.engine.avatars().of(mia.id()).isPresent());
        var version = ben.engine.avatars().of(mia.id());

        var seconds = profileSeconds.get();
        profileSeconds.set(seconds - 100);
        say(mia, ben, "an old one without", "", new byte[0]);
        profileSeconds.set(seconds);
        say(mia, ben, "a short key", url, new byte[16]);
        say(mia, ben, "a long address", FILES + "/file/" + "1".repeat(300), KEY);

        await("all is there", () -> ben.texts(mia.id()).contains("a long address"));
        Household.pause(200);
        assertEquals(version, ben.engine.avatars().of(mia.id()));

        say(mia, ben, "none any more", "", new byte[0]);
        await("it is gone", () -> ben.engine.avatars().of(mia.id()).isEmpty());
    }

    @Test
    void whoShowsAnotherPictureAgainAndAgainHasToWait() throws Exception {
        var ben = house.add("Ben");
        var vera = AccountKeys.generate(new SecureRandom());
        ben.engine.send(vera.id(), "hello");
        await("it is out", () -> ben.engine.network().waiting() == 0);
        for (var i = 1; i <= 10; i++) {
            var before = ben.engine.avatars().of(vera.id());
            var url = house.network().files().put(sealed(SamplePictures.of("png", 10 + i, 10)));
            say(vera, ben, "number " + i, url, KEY);
            await("it is shown", () -> !ben.engine.avatars().of(vera.id()).equals(before));
        }
        var url = house.network().files().put(sealed(SamplePictures.of("png", 30, 10)));

        say(vera, ben, "one too many", url, KEY);

        Household.pause(300);
        assertEquals(10, house.network().files().downloads());
        say(vera, ben, "none", "", new byte[0]);
        await(
                "what is taken away goes at once",
                () -> ben.engine.avatars().of(vera.id()).isEmpty());
    }

    private void say(AccountKeys from, Member to, String text, String url, byte[] key) {
        var profile = LokiProfile.newBuilder()
                .setDisplayName("Mia")
                .setProfilePicture(url)
                .setLastUpdateSeconds(profileSeconds.incrementAndGet());
        var message =
                DataMessage.newBuilder().setBody(text).setProfile(profile).setProfileKey(ByteString.copyFrom(key));
        var now = System.currentTimeMillis();
        var content = Content.newBuilder().setDataMessage(message).build();
        var data = new MessageCodec(new SecureRandom()).seal(content, now, from, to.id());
        var account = to.id().account();
        var stored = new StoredMessage(
                MessageHash.of(account, Namespace.DIRECT, data), now, now + 86_400_000, Bytes.of(data));
        house.network().swarmMembers(account).forEach(member -> member.put(account, stored));
        await("it came", () -> to.texts(from.id()).contains(text));
    }

    @ParameterizedTest
    @EnumSource(
            value = Checkpoints.Step.class,
            names = {"FILE_UPLOADED", "FILE_FETCHED"})
    void aPowerCutInBetweenLosesNothingAndLeavesNothingBehind(Checkpoints.Step step) throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var plug = Plug.atStep(step);
        var struck = step == Checkpoints.Step.FILE_UPLOADED ? ann : ben;
        struck.stop();
        struck.start(plug);
        ann.engine.avatars().choose(new ByteArrayInputStream(PHOTO));
        if (struck == ben) {
            await("it is uploaded", () -> !ann.engine.avatars().isWaiting());
            ann.engine.send(ben.id(), "look");
        }
        await("the power is gone", plug::isPulled);

        struck.restart();

        await("it is uploaded", () -> !ann.engine.avatars().isWaiting());
        ann.engine.send(ben.id(), "look again");
        await("Ben sees it", () -> seen(ben, ann).isPresent());
        await("each has one file", () -> filesOf(ann) == 1 && filesOf(ben) == 1);
    }

    @Test
    void aPictureChosenWhileTheServerIsAwayIsShownHereAndFollows() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        house.network().files().answerWith(507);
        ann.engine.avatars().choose(new ByteArrayInputStream(PHOTO));
        assertTrue(ann.engine.avatars().own().isPresent());
        assertTrue(ann.engine.avatars().isWaiting());
        ann.engine.send(ben.id(), "without");
        await("the message is there", () -> ben.texts(ann.id()).contains("without"));
        assertTrue(seen(ben, ann).isEmpty());

        house.network().files().answerWith(200);

        await("it is uploaded", () -> !ann.engine.avatars().isWaiting());
        ann.engine.send(ben.id(), "with");
        await("Ben sees it", () -> seen(ben, ann).isPresent());
    }

    @Test
    void aPictureThatItsServerForgotIsUploadedAgainWithItsKey() throws Exception {
        var clock = new MovedClock();
        var random = Seeds.random(5);
        try (var later = new Household(folder.resolve("later"), new SimNetwork(random, clock, 12, 2), random)) {
            var ann = later.add("Ann", clock, Household.FAST, Checkpoints.NONE);
            var ben = later.add("Ben", clock, Household.FAST, Checkpoints.NONE);
            var files = later.network().files();
            talk(ann, ben);
            choose(ann, PHOTO);
            ann.engine.send(ben.id(), "look");
            await("Ben sees it", () -> seen(ben, ann).isPresent());
            var shown = seen(ben, ann);
            ben.stop();
            ann.stop();
            var before = placeKnownTo(ben, ann);

            clock.advance(Duration.ofDays(3));
            ann.start();
            await("its server is asked to keep it", () -> files.extensions() == 1);
            ann.stop();
            assertEquals(1, files.uploads());
            files.files().clear();
            clock.advance(Duration.ofDays(10));
            ann.start();
            await("it is there again", () -> files.uploads() == 2);
            ben.start();
            Household.pause(300);
            ann.engine.send(ben.id(), "still me");
            await("it came", () -> ben.texts(ann.id()).contains("still me"));
            await("Ben has it from there", () -> !seen(ben, ann).equals(shown));

            ben.stop();
            assertEquals(before.key(), placeKnownTo(ben, ann).key());
            assertNotEquals(before.url(), placeKnownTo(ben, ann).url());
        }
    }
}

package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import hearth.client.Household.Member;
import hearth.client.Media.Incoming;
import hearth.client.Media.Staged;
import hearth.client.conversation.Attachment;
import hearth.client.conversation.Attachment.Kind;
import hearth.client.conversation.Attachment.State;
import hearth.client.conversation.AttachmentId;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.MessageBody;
import hearth.client.conversation.MessageView;
import hearth.client.conversation.SendResult;
import hearth.client.sync.Checkpoints;
import hearth.protocol.Bytes;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.account.RecoveryPhrase;
import hearth.protocol.attachment.LegacyAttachment;
import hearth.protocol.attachment.StreamAttachment;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.message.MessageCodec;
import hearth.protocol.message.wire.AttachmentPointer;
import hearth.protocol.message.wire.Content;
import hearth.protocol.message.wire.DataMessage;
import hearth.protocol.message.wire.Preview;
import hearth.protocol.rpc.StoredMessage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files of messages, from one engine to another. */
class MediaTest extends HouseholdTest {

    private static final byte[] NOTES = "what to buy".repeat(20_000).getBytes(StandardCharsets.US_ASCII);

    private static byte[] picture(int width, int height) {
        var out = new ByteArrayOutputStream();
        try {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return out.toByteArray();
    }

    private static Attachment stage(Member from, Member to, String name, byte[] content) throws Exception {
        return stage(from, to, new Incoming(name, "", false, Duration.ZERO), content);
    }

    private static Attachment stage(Member from, Member to, Incoming file, byte[] content) throws Exception {
        var staged = from.engine.media().stage(from.with(to), file, new ByteArrayInputStream(content));
        return assertInstanceOf(Staged.Done.class, staged).attachment();
    }

    private static List<AttachmentId> ids(List<Attachment> attachments) {
        return attachments.stream().map(Attachment::id).toList();
    }

    private static Optional<MessageView> withFiles(Member who, Member other) {
        return who.messages(who.with(other)).stream()
                .filter(it -> !it.attachments().isEmpty())
                .findFirst();
    }

    private static byte[] content(Member who, Member other, AttachmentId id) {
        var content = who.engine.media().content(who.with(other), id).orElseThrow();
        try (var in = content.from(0)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Attachment fetched(Member who, Member other, Attachment attachment) {
        who.engine.media().fetch(who.with(other), attachment.id());
        await(
                "it is here",
                () -> who.engine
                        .media()
                        .attachment(who.with(other), attachment.id())
                        .filter(it -> it.state() == State.HERE)
                        .isPresent());
        return who.engine.media().attachment(who.with(other), attachment.id()).orElseThrow();
    }

    @Test
    void anAlbumWithAWordArrivesAsItWasSent() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        stage(ann, ben, "one.png", picture(900, 300));
        stage(ann, ben, "shopping list.txt", NOTES);
        var staged = ann.engine.media().staged(ann.with(ben));

        var sent = ann.engine.media().send(ann.with(ben), "look", Optional.empty(), ids(staged));

        assertInstanceOf(SendResult.Queued.class, sent);
        assertTrue(ann.engine.media().staged(ann.with(ben)).isEmpty());
        await("it is there", () -> withFiles(ben, ann).isPresent());
        var got = withFiles(ben, ann).orElseThrow();
        assertEquals(new MessageBody.Text("look"), got.body());
        var files = got.attachments().files();
        assertEquals(
                List.of("one.png", "shopping list.txt"),
                files.stream().map(Attachment::name).toList());
        assertEquals(
                List.of(Kind.IMAGE, Kind.FILE),
                files.stream().map(Attachment::kind).toList());
        assertEquals(900, files.getFirst().width());
        assertEquals(State.REMOTE, files.getFirst().state(), "nobody asked for it yet");

        var picture = fetched(ben, ann, files.getFirst());
        var notes = fetched(ben, ann, files.getLast());

        assertTrue(picture.preview());
        assertArrayEquals(NOTES, content(ben, ann, notes.id()));
        assertTrue(ben.engine.media().picture(ben.with(ann), picture.id(), true).isPresent());
        assertEquals(
                1,
                ben.engine
                        .media()
                        .gallery(ben.with(ann), true, Optional.empty(), 9)
                        .entries()
                        .size());
        await("it is sent", () -> withFiles(ann, ben).orElseThrow().delivery() instanceof Delivery.Sent);
        assertArrayEquals(NOTES, content(ann, ben, staged.getLast().id()));
        house.network()
                .files()
                .files()
                .values()
                .forEach(blob ->
                        assertFalse(new String(blob.toArray(), StandardCharsets.ISO_8859_1).contains("what to buy")));
    }

    @Test
    void whomOneTrustsPicturesAndVoiceComeByThemselvesAndFilesDoNot() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        ben.engine.media().setFetchesByItself(ben.with(ann), true);
        var picture = stage(ann, ben, "p.png", picture(10, 10));
        var notes = stage(ann, ben, "n.txt", NOTES);
        var voice = stage(
                ann,
                ben,
                new Incoming("", "audio/ogg", true, Duration.ofSeconds(3)),
                "OggS voice".getBytes(StandardCharsets.US_ASCII));

        ann.engine.media().send(ann.with(ben), "", Optional.empty(), ids(List.of(picture, notes, voice)));

        await(
                "all of it is there",
                () -> ben.messages(ben.with(ann)).stream()
                                .flatMap(it -> it.attachments().files().stream())
                                .filter(it -> it.state() == State.HERE)
                                .count()
                        == 2);
        var files = ben.messages(ben.with(ann)).stream()
                .flatMap(it -> it.attachments().files().stream())
                .toList();
        assertEquals(3, files.size());
        for (var file : files) {
            assertEquals(file.kind() == Kind.FILE ? State.REMOTE : State.HERE, file.state());
        }
        assertTrue(files.getFirst().voice(), "voice goes first, and alone");
        assertEquals(
                2,
                ben.messages(ben.with(ann)).stream()
                        .filter(it -> !it.attachments().isEmpty())
                        .count());
    }

    /** Whatever the power cut comes between: nothing is lost, and nothing comes twice. */
    @ParameterizedTest
    @EnumSource(
            value = Checkpoints.Step.class,
            names = {
                "MESSAGE_COMMITTED",
                "FILE_UPLOADED",
                "FILES_COMMITTED",
                "MESSAGE_SEALED",
                "BEFORE_STORE",
                "AFTER_STORE",
                "SENT_COMMITTED"
            })
    void filesGoOutOnceWhateverThePowerDoes(Checkpoints.Step step) throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        ann.stop();
        var plug = Plug.atStep(step);
        ann.start(plug);
        var staged = List.of(stage(ann, ben, "a.txt", NOTES), stage(ann, ben, "b.png", picture(20, 20)));
        Plug.send(() -> ann.engine.media().send(ann.with(ben), "both", Optional.empty(), ids(staged)));
        if (step != Checkpoints.Step.MESSAGE_SEALED) {
            await("the power is gone", plug::isPulled);
        }

        ann.restart();

        await("it is there", () -> withFiles(ben, ann).isPresent());
        await("all is out", () -> ann.engine.network().waiting() == 0);
        Household.pause(200);
        var got = ben.messages(ben.with(ann)).stream()
                .filter(it -> !it.attachments().isEmpty())
                .toList();
        assertEquals(1, got.size());
        assertEquals(2, got.getFirst().attachments().files().size());
        assertArrayEquals(
                NOTES,
                content(
                        ben,
                        ann,
                        fetched(ben, ann, got.getFirst().attachments().files().getFirst())
                                .id()));
        assertEquals(
                1,
                ann.messages(ann.with(ben)).stream()
                        .filter(it -> !it.attachments().isEmpty())
                        .count());
    }

    @Test
    void aFetchThatAPowerCutEndsGoesOnAndLeavesNoFileBehind() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var staged = stage(ann, ben, "a.txt", NOTES);
        ann.engine.media().send(ann.with(ben), "", Optional.empty(), List.of(staged.id()));
        await("it is there", () -> withFiles(ben, ann).isPresent());
        ben.stop();
        var plug = Plug.atStep(Checkpoints.Step.FILE_FETCHED);
        ben.start(plug);
        var file = withFiles(ben, ann).orElseThrow().attachments().files().getFirst();
        ben.engine.media().fetch(ben.with(ann), file.id());
        await("the power is gone", plug::isPulled);

        ben.restart();

        await(
                "it is here",
                () -> withFiles(ben, ann)
                                .orElseThrow()
                                .attachments()
                                .files()
                                .getFirst()
                                .state()
                        == State.HERE);
        assertArrayEquals(NOTES, content(ben, ann, file.id()));
        await("one file is left", () -> filesOf(ben) == 1);
    }

    private long filesOf(Member who) {
        try (var all = java.nio.file.Files.list(who.vault.folder(who.ref).resolve("files"))) {
            return all.count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void filesOfAMessageThatWaitsForTheSwarmAreTakenBackIntoTheWritingField() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var swarm = house.network().swarmMembers(ben.id().account());
        swarm.forEach(node -> node.setUp(false));
        var staged = stage(ann, ben, "a.txt", NOTES);
        ann.engine.media().send(ann.with(ben), "", Optional.empty(), List.of(staged.id()));
        await("it waits", () -> withFiles(ann, ben).orElseThrow().delivery() instanceof Delivery.Waiting);

        await(
                "it is taken back",
                () -> ann.engine.discard(withFiles(ann, ben).orElseThrow().id()));

        assertEquals(List.of(staged.id()), ids(ann.engine.media().staged(ann.with(ben))));
        swarm.forEach(node -> node.setUp(true));
        ann.engine.media().send(ann.with(ben), "again", Optional.empty(), List.of(staged.id()));
        await("it is there", () -> withFiles(ben, ann).isPresent());
        var file = withFiles(ben, ann).orElseThrow().attachments().files().getFirst();
        assertArrayEquals(NOTES, content(ben, ann, fetched(ben, ann, file).id()));
    }

    @Test
    void whatWaitsForTheServerIsTakenBackIntoTheWritingField() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        house.network().files().answerWith(507);
        var staged = stage(ann, ben, "a.txt", NOTES);
        ann.engine.media().send(ann.with(ben), "with it", Optional.empty(), List.of(staged.id()));
        ann.engine.send(ann.with(ben), "a text that does not wait");
        await("the text is there", () -> ben.texts(ann.id()).contains("a text that does not wait"));
        await("it waits", () -> withFiles(ann, ben).orElseThrow().delivery() instanceof Delivery.Waiting);

        assertTrue(ann.engine.discard(withFiles(ann, ben).orElseThrow().id()));

        assertEquals(List.of(staged.id()), ids(ann.engine.media().staged(ann.with(ben))));
        house.network().files().answerWith(200);
        ann.engine.media().send(ann.with(ben), "again", Optional.empty(), List.of(staged.id()));
        await("it is there", () -> withFiles(ben, ann).isPresent());
        assertFalse(ben.texts(ann.id()).contains("with it"));
    }

    @Test
    void whatIsTakenBackAfterwardsIsGoneFromTheDiskOfBoth() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var staged = stage(ann, ben, "a.txt", NOTES);
        ann.engine.media().send(ann.with(ben), "", Optional.empty(), List.of(staged.id()));
        await("it is there", () -> withFiles(ben, ann).isPresent());
        fetched(
                ben,
                ann,
                withFiles(ben, ann).orElseThrow().attachments().files().getFirst());
        await("it is sent", () -> withFiles(ann, ben).orElseThrow().delivery() instanceof Delivery.Sent);

        ann.engine.deleteForEveryone(withFiles(ann, ben).orElseThrow().id());

        await(
                "nothing is shown",
                () -> withFiles(ben, ann).isEmpty() && withFiles(ann, ben).isEmpty());
        ben.restart();
        ann.restart();
        await("nothing is kept", () -> filesOf(ben) == 0 && filesOf(ann) == 0);
    }

    @Test
    void limitsAreSaidBeforeAnythingIsSent() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var media = ann.engine.media();
        var file = new Incoming("x", "", false, Duration.ZERO);

        assertEquals(
                new Staged.TooLarge(Media.FILE_BYTES_MAX),
                media.stage(ann.with(ben), file, new ByteArrayInputStream(new byte[10_000_001])));
        assertEquals(new Staged.Damaged(), media.stage(ann.with(ben), file, new ByteArrayInputStream(new byte[0])));
        assertEquals(new Staged.Damaged(), media.stage(ann.with(ben), file, new ByteArrayInputStream(new byte[] {
            (byte) 0xff, (byte) 0xd8, -1
        })));
        for (var i = 0; i < Media.FILES_MAX; i++) {
            stage(ann, ben, "f" + i, new byte[] {1});
        }
        assertEquals(
                new Staged.TooMany(Media.FILES_MAX),
                media.stage(ann.with(ben), file, new ByteArrayInputStream(new byte[] {1})));
        assertEquals(0, house.network().files().uploads());
    }

    @Test
    void aPictureThatCannotBeDrawnIsAFileUnderItsOwnType() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);

        var staged = stage(ann, ben, "IMG_1.heic", "....ftypheic".getBytes(StandardCharsets.US_ASCII));

        assertEquals(Attachment.Kind.FILE, staged.kind());
        assertEquals("image/heic", staged.type());
    }

    /** The same from another app: both forms, and everything that can be wrong with them. */
    @Test
    void whatOtherAppsSendIsOpenedAndWhatIsWrongIsSaid() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var server = house.network().files();
        var keys = keys(ann);
        var legacy = LegacyAttachment.seal(NOTES, new SecureRandom());
        var stream = StreamAttachment.seal(NOTES, keys, StreamAttachment.Purpose.ATTACHMENT);
        var legacyUrl = server.put(legacy.blob().toArray());
        var streamUrl = server.put(stream.blob().toArray()) + "#d";
        var good =
                pointer(legacyUrl, legacy.key(), legacy.digest(), NOTES.length).build();
        var message = DataMessage.newBuilder()
                .addAttachments(good)
                .addAttachments(pointer(streamUrl, stream.key(), Bytes.EMPTY, NOTES.length))
                .addAttachments(pointer(legacyUrl, legacy.key(), Bytes.wrap(new byte[32]), NOTES.length))
                .addAttachments(pointer(streamUrl, stream.key(), Bytes.EMPTY, 7))
                .addAttachments(pointer(server.put(new byte[] {1, 2}), legacy.key(), legacy.digest(), 2))
                .addAttachments(pointer(legacyUrl, Bytes.wrap(new byte[3]), legacy.digest(), 1))
                .addAttachments(pointer("https://evil.example/x.svg", legacy.key(), legacy.digest(), 1))
                .addAttachments(pointer("file:///etc/passwd", legacy.key(), legacy.digest(), 1))
                .addAttachments(pointer(legacyUrl.replace("/file/", "/file/../"), legacy.key(), legacy.digest(), 1))
                .addAttachments(pointer(
                        legacyUrl.substring(0, legacyUrl.length() - 3) + "AAA", legacy.key(), legacy.digest(), 1));
        for (var i = 0; i < 40; i++) {
            message.addAttachments(good);
        }
        deliver(ben, keys, Content.newBuilder().setDataMessage(message).build());
        await("it is there", () -> withFiles(ben, ann).isPresent());
        var files = withFiles(ben, ann).orElseThrow().attachments().files();
        assertEquals(32, files.size(), "more is left out");

        files.subList(0, 10).forEach(it -> ben.engine.media().fetch(ben.with(ann), it.id()));

        await("all are decided", () -> states(ben, ann).limit(10).noneMatch(it -> it == State.FETCHING));
        assertEquals(
                List.of(
                        State.HERE,
                        State.HERE,
                        State.BROKEN,
                        State.BROKEN,
                        State.BROKEN,
                        State.BROKEN,
                        State.BROKEN,
                        State.BROKEN,
                        State.BROKEN,
                        State.GONE),
                states(ben, ann).limit(10).toList());
        assertArrayEquals(NOTES, content(ben, ann, files.get(0).id()));
        assertArrayEquals(NOTES, content(ben, ann, files.get(1).id()));
    }

    private static Stream<State> states(Member who, Member other) {
        return withFiles(who, other).orElseThrow().attachments().files().stream()
                .map(Attachment::state);
    }

    /** It says that it is a picture. */
    @Test
    void whatOnlyClaimsToBeAPictureIsAFile() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        var page = "<svg onload=alert(1)>".getBytes(StandardCharsets.US_ASCII);
        var sealed = LegacyAttachment.seal(page, new SecureRandom());
        var pointer = pointer(
                        house.network().files().put(sealed.blob().toArray()),
                        sealed.key(),
                        sealed.digest(),
                        page.length)
                .setContentType("image/png")
                .setFileName("../../cat\u202Egnp.png");
        deliver(
                ben,
                keys(ann),
                Content.newBuilder()
                        .setDataMessage(DataMessage.newBuilder().addAttachments(pointer))
                        .build());
        await("it is there", () -> withFiles(ben, ann).isPresent());
        var claimed = withFiles(ben, ann).orElseThrow().attachments().files().getFirst();
        assertEquals(Kind.IMAGE, claimed.kind());

        var found = fetched(ben, ann, claimed);

        assertEquals(Kind.FILE, found.kind());
        assertEquals("catgnp.png", found.name());
        assertTrue(ben.engine.media().picture(ben.with(ann), found.id(), false).isEmpty());
        assertEquals(
                "application/octet-stream",
                ben.engine
                        .media()
                        .content(ben.with(ann), found.id())
                        .orElseThrow()
                        .mediaType());
    }

    @Test
    void onlyPreviewsOfAddressesInTheTextAreShown() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        deliver(ben, keys(ann), preview("see https://a.example/x now", "https://a.example/x", "Title"));
        deliver(ben, keys(ann), preview("see https://a.example/y", "https://bank.example/", "Not in the text"));
        deliver(ben, keys(ann), preview("see https://bank.example.evil/", "https://bank.example", "Only a beginning"));
        deliver(ben, keys(ann), preview("see (https://a.example/v).", "https://a.example/v", "Trimmed"));
        deliver(ben, keys(ann), preview("see https://a.example/u_(u)", "https://a.example/u_(u)", "Not trimmed"));
        deliver(ben, keys(ann), preview("see http://a.example/z", "http://a.example/z", "Not https"));
        deliver(ben, keys(ann), preview("see https://a.example/w", "https://a.example/w", " \n "));

        await("all are there", () -> ben.texts(ann.id()).contains("see https://a.example/w"));
        var titles = ben.messages(ben.with(ann)).stream()
                .flatMap(it -> it.attachments().link().stream())
                .map(link -> link.title())
                .collect(Collectors.toSet());
        assertEquals(Set.of("Title", "Trimmed", "Not trimmed"), titles);
    }

    private static Content preview(String text, String url, String title) {
        return Content.newBuilder()
                .setDataMessage(DataMessage.newBuilder()
                        .setBody(text)
                        .addPreview(Preview.newBuilder().setUrl(url).setTitle(title)))
                .build();
    }

    private static AttachmentPointer.Builder pointer(String url, Bytes key, Bytes digest, int size) {
        return AttachmentPointer.newBuilder()
                .setDeprecatedId(0)
                .setUrl(url)
                .setKey(ByteString.copyFrom(key.toArray()))
                .setDigest(ByteString.copyFrom(digest.toArray()))
                .setSize(size);
    }

    private static AccountKeys keys(Member who) throws Exception {
        return AccountKeys.fromSeed16(RecoveryPhrase.decode(String.join(" ", who.engine.recoveryWords())));
    }

    private int order;

    private void deliver(Member to, AccountKeys from, Content content) {
        var now = System.currentTimeMillis() + order++;
        var data = new MessageCodec(new SecureRandom()).seal(content, now, from, to.id());
        var account = to.id().account();
        var message = new StoredMessage(
                MessageHash.of(account, Namespace.DIRECT, data), now, now + 86_400_000, Bytes.of(data));
        house.network().swarmMembers(account).forEach(member -> member.put(account, message));
    }
}

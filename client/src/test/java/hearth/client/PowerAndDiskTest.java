package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.conversation.SendResult;
import hearth.client.sync.Checkpoints;
import hearth.sqlite.StoreException;
import hearth.testkit.Seeds;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Power that fails between two steps, disks that are full or damaged. */
class PowerAndDiskTest extends HouseholdTest {

    @ParameterizedTest
    @EnumSource(
            value = Checkpoints.Step.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "FILE_UPLOADED",
                "FILES_COMMITTED",
                "FILE_FETCHED",
                "STATE_RETRIEVED",
                "STATE_MERGED",
                "STATE_SEALED",
                "STATE_STORED",
                "STATE_CONFIRMED"
            })
    void m9PowerMayFailAfterAnyStepAndEveryMessageArrivesOnce(Checkpoints.Step step) {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        await("copies are out", () -> ann.engine.network().waiting() == 0);
        var plug = Plug.atStep(step);
        ann.stop();
        ben.stop();
        ann.start(plug);
        ben.start(plug);

        for (var i = 0; i < 3; i++) {
            Plug.send(ann, ben, "from Ann " + i);
            Plug.send(ben, ann, "from Ben " + i);
            Household.pause(30);
        }
        Household.pause(100);
        ann.stop();
        ben.stop();
        ann.start();
        ben.start();

        // What a person was told is safe arrives; a send that power cut off before its end may or may not.
        await("Ben has them", () -> ben.texts(ann.id()).containsAll(sentTexts(ann, ben)));
        await("Ann has them", () -> ann.texts(ben.id()).containsAll(sentTexts(ben, ann)));
        await(
                "all is out",
                () -> ann.engine.network().waiting() + ben.engine.network().waiting() == 0);
        Household.pause(500);
        for (var texts : List.of(ann.texts(ben.id()), ben.texts(ann.id()))) {
            assertEquals(texts.size(), texts.stream().distinct().count(), texts::toString);
        }
        assertTrue(plug.isPulled() || step == Checkpoints.Step.MESSAGE_SEALED, "the step was never reached");
    }

    @Test
    void m9AMessageSealedAfterARestartIsSealedOnce() {
        house.network().setOffline(true);
        var plug = Plug.atStep(Checkpoints.Step.MESSAGE_SEALED);
        var ann = house.add("Ann", Clock.systemUTC(), Household.FAST, plug);
        var ben = house.add("Ben");
        queued(ann.engine.send(ben.id(), "hello"));
        house.network().setOffline(false);
        await("power failed", plug::isPulled);

        ann.restart();

        await("it arrives", () -> ben.texts(ann.id()).equals(List.of("hello")));
        await("copy is out", () -> ann.engine.network().waiting() == 0);
        Household.pause(400);
        assertEquals(
                1,
                house.network()
                        .swarmMembers(ben.id().account())
                        .getFirst()
                        .mailbox(ben.id().account())
                        .size());
        assertEquals(List.of("> hello"), ann.texts(ben.id()));
    }

    @Test
    void aFullDiskRefusesNewMessagesAndEverythingElseGoesOn() {
        var ann = house.add("Ann", Clock.systemUTC(), withDisk(400_000), Checkpoints.NONE);
        var ben = house.add("Ben");
        talk(ann, ben);

        SendResult result = new SendResult.Empty();
        var sent = 0;
        for (var i = 0; i < 500 && !(result instanceof SendResult.NotStored); i++) {
            result = ann.engine.send(ben.id(), "x".repeat(1_900) + i);
            sent += result instanceof SendResult.Queued ? 1 : 0;
        }

        assertEquals(new SendResult.NotStored(true), result);
        assertTrue(sent > 5);
        assertEquals("> hello Ben", ann.texts(ben.id()).getFirst());
        assertTrue(isConnected(ann));
        // Ben gets what was taken, each once, as far as the full disk lets the outbox note down what it did.
        var taken = sent;
        await("something went out", () -> ben.texts(ann.id()).size() > 2);
        Household.pause(500);
        var texts = ben.texts(ann.id());
        assertEquals(texts.size(), texts.stream().distinct().count());
        assertTrue(texts.size() <= taken + 2);
    }

    private static List<String> sentTexts(Household.Member from, Household.Member to) {
        return from.texts(to.id()).stream()
                .filter(text -> text.startsWith("> "))
                .map(text -> text.substring(2))
                .toList();
    }

    @Test
    void aRecipientWhoseDiskIsFullGetsEverythingOnceThereIsSpace() {
        var ann = house.add("Ann");
        var ben = house.add("Ben", Clock.systemUTC(), withDisk(260_000), Checkpoints.NONE);
        talk(ann, ben);
        for (var i = 0; i < 80; i++) {
            ann.engine.send(ben.id(), i + " " + "x".repeat(1_900));
        }
        await("all is out", () -> ann.engine.network().waiting() == 0);
        assertTrue(ben.texts(ann.id()).size() < 82, "the disk is full");

        ben.stop();
        ben.settings = Household.FAST;
        ben.start();

        await("all is there", () -> ben.texts(ann.id()).size() == 82);
        for (var i = 0; i < 80; i++) {
            assertTrue(ben.texts(ann.id()).get(i + 2).startsWith(i + " "));
        }
    }

    @Test
    void aDamagedDatabaseIsATypedErrorAndNeverSomebodyElsesWords() throws Exception {
        var ann = house.add("Ann");
        house.network().setOffline(true);
        for (var i = 0; i < 40; i++) {
            ann.engine.send(ann.id(), "note " + i);
        }
        var written = ann.texts(ann.id());
        ann.stop();
        var file = ann.vault.folder(ann.ref).resolve("account.db");
        var whole = Files.readAllBytes(file);

        var refused = new AtomicInteger();
        Seeds.check(25, random -> {
            var damaged = whole.clone();
            for (var i = 0; i < 1 + random.nextInt(40); i++) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 + random.nextInt(255));
            }
            Files.write(file, damaged);
            try {
                ann.start();
                for (var text : ann.texts(ann.id())) {
                    assertTrue(written.contains(text), text);
                }
            } catch (StoreException expected) {
                refused.incrementAndGet();
            } finally {
                ann.stop();
            }
        });

        assertTrue(refused.get() > 0);
        Files.write(file, whole);
        ann.start();
        assertEquals(written, ann.texts(ann.id()));
    }

    @Test
    void aFileThatIsNoDatabaseAtAllIsATypedErrorAndOtherAccountsOpen() throws Exception {
        var ann = house.add("Ann");
        ann.stop();
        var other = Engine.create(ann.environment(), ann.vault, "Other");
        other.close();
        Files.writeString(ann.vault.folder(ann.ref).resolve("account.db"), "not a database, ".repeat(1_000));

        assertThrows(StoreException.class, ann::start);

        try (var opened = Engine.open(ann.environment(), ann.vault, other.ref())) {
            assertEquals("Other", opened.displayName());
        }
    }

    private static EngineSettings withDisk(long bytesMax) {
        var fast = Household.FAST;
        return new EngineSettings(
                fast.requestTimeout(),
                fast.waitMax(),
                fast.pollFast(),
                fast.pollSlow(),
                fast.secondLook(),
                fast.pathWarm(),
                fast.pathRotation(),
                fast.poolRefresh(),
                fast.retryFirst(),
                fast.retryMax(),
                fast.pathsWanted(),
                fast.sendersMax(),
                bytesMax);
    }
}

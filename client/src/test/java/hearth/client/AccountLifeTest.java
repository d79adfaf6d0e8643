package hearth.client;

import static hearth.client.Household.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hearth.client.config.CommunityEntry;
import hearth.client.config.GroupEntry;
import hearth.client.config.GroupSettings;
import hearth.client.config.UserGroups;
import hearth.client.conversation.Membership;
import hearth.client.network.NetworkErasure;
import hearth.protocol.Bytes;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.account.RecoveryPhrase;
import hearth.protocol.community.CommunityRoom;
import hearth.protocol.id.MessageHash;
import hearth.protocol.id.Namespace;
import hearth.protocol.id.SessionId;
import hearth.protocol.rpc.StoredMessage;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How an account comes, lives beside others, and goes. */
class AccountLifeTest extends HouseholdTest {

    @Test
    void m33WhatTheNetworkHasOfAnAccountGoesWithItAndOthersKeepTheirs() throws Exception {
        var ann = house.add("Ann");
        var ben = house.add("Ben");
        talk(ann, ben);
        await("it is shared", () -> stored(ann.id(), Namespace.CONTACTS) > 0 && stored(ann.id(), Namespace.DIRECT) > 0);
        var words = String.join(" ", ann.engine.recoveryWords());
        var id = ann.id();

        var result = ann.engine.eraseFromNetwork();

        assertTrue(result.isComplete(), result.toString());
        assertEquals(house.network().swarmMembers(id.account()).size(), result.members());
        ann.stop();
        for (var namespace : List.of(
                Namespace.DIRECT,
                Namespace.USER_PROFILE,
                Namespace.CONTACTS,
                Namespace.CONVERSATIONS,
                Namespace.USER_GROUPS)) {
            assertEquals(0, stored(id, namespace), namespace.toString());
        }
        assertTrue(stored(ben.id(), Namespace.CONTACTS) > 0);
        var box = house.visitor("box");
        box.engine = Engine.restore(box.environment(), box.vault, words, "Ann anew");
        await("it was looked for", () -> !box.engine.restoration().orElseThrow().fetching());
        assertEquals(0, box.engine.restoration().orElseThrow().contacts());
    }

    @Test
    void m33WithoutTheWholeSwarmItSaysHowManyHaveConfirmed() {
        var ann = house.add("Ann");
        await("it is shared", () -> stored(ann.id(), Namespace.USER_PROFILE) > 0);
        var members = house.network().swarmMembers(ann.id().account());
        members.getFirst().setSilent(true);

        var result = ann.engine.eraseFromNetwork();

        assertFalse(result.isComplete());
        assertEquals(new NetworkErasure(members.size() - 1, members.size()), result);
    }

    @Test
    void m33WithoutNetworkNothingIsConfirmed() {
        house.network().setOffline(true);
        var ann = house.add("Ann");

        assertEquals(NetworkErasure.NOTHING, ann.engine.eraseFromNetwork());
    }

    @Test
    void m3GroupsAndCommunitiesOfOtherDevicesAreListedAndKept() throws Exception {
        var ann = house.add("Ann");
        await("it is shared", () -> stored(ann.id(), Namespace.USER_PROFILE) > 0);
        var groups = otherClient(ann, 1);

        await("they are listed", () -> ann.engine.memberships().size() == 2);
        assertEquals(
                List.of("Hiking", "Gardeners"),
                ann.engine.memberships().stream().map(Membership::name).toList());
        var laptop = house.restore("laptop", ann, "x");
        await("all of it is back", () -> {
            var restoration = laptop.engine.restoration().orElseThrow();
            return restoration.settings() && restoration.groups() == 1 && restoration.communities() == 1;
        });

        laptop.engine.endRestoration();
        laptop.restart();
        assertTrue(laptop.engine.restoration().isEmpty());
        laptop.engine.send(ann.id(), "a note, so that something is stored");
        laptop.engine.setDisplayName("Annabel");
        await("the other box knows", () -> ann.engine.displayName().equals("Annabel"));
        ann.restart();
        assertEquals(2, ann.engine.memberships().size());
        assertEquals(1, stored(ann.id(), Namespace.USER_GROUPS));

        groups.eraseGroup(groups.groups().getFirst().id());
        store(ann, groups);
        await("one is left", () -> ann.engine.memberships().size() == 1);
        await("there too", () -> laptop.engine.memberships().size() == 1);
    }

    /** What an app of the same account has stored, which has joined a group and a community. */
    private UserGroups otherClient(Household.Member member, int digit) throws Exception {
        var keys = keys(member);
        var groups = UserGroups.fresh(keys, Clock.systemUTC());
        var id = new SessionId(
                SessionId.Kind.GROUP, "03" + Integer.toString(digit).repeat(64));
        groups.set(GroupEntry.of(id).withName("Hiking"));
        groups.set(new CommunityEntry(
                CommunityRoom.of("https://example.org", "Gardeners", Bytes.of(new byte[32])), GroupSettings.DEFAULT));
        store(member, groups);
        return groups;
    }

    private static AccountKeys keys(Household.Member member) throws Exception {
        return AccountKeys.fromSeed16(RecoveryPhrase.decode(String.join(" ", member.engine.recoveryWords())));
    }

    private void store(Household.Member member, UserGroups groups) {
        var account = member.id().account();
        var push = groups.push();
        var hashes = push.messages().stream()
                .map(data -> MessageHash.of(account, Namespace.USER_GROUPS, data.toArray()))
                .toList();
        for (var i = 0; i < hashes.size(); i++) {
            var now = System.currentTimeMillis();
            var message = new StoredMessage(
                    hashes.get(i), now, now + 86_400_000, push.messages().get(i));
            house.network().swarmMembers(account).forEach(node -> node.put(account, Namespace.USER_GROUPS, message));
        }
        groups.confirmPushed(
                push.seqno(), hashes.stream().map(MessageHash::text).toList());
    }

    private long stored(SessionId id, Namespace namespace) {
        return house.network()
                .swarmMembers(id.account())
                .getFirst()
                .mailbox(id.account(), namespace)
                .size();
    }
}

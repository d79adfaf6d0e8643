package hearth.client;

import hearth.client.config.Expiry;
import hearth.client.config.Notify;
import hearth.client.conversation.Alert;
import hearth.client.conversation.Alerts;
import hearth.client.conversation.ConversationId;
import hearth.client.conversation.ConversationSummary;
import hearth.client.conversation.ConversationView;
import hearth.client.conversation.Delivery;
import hearth.client.conversation.DisplayName;
import hearth.client.conversation.Draft;
import hearth.client.conversation.Membership;
import hearth.client.conversation.MessageId;
import hearth.client.conversation.MessageKey;
import hearth.client.conversation.MessagePage;
import hearth.client.conversation.MessageView;
import hearth.client.conversation.Privacy;
import hearth.client.conversation.ReactResult;
import hearth.client.conversation.SendResult;
import hearth.client.media.EncryptedFiles;
import hearth.client.network.Names;
import hearth.client.network.Network;
import hearth.client.network.NetworkErasure;
import hearth.client.network.NetworkSettings;
import hearth.client.network.NetworkState;
import hearth.client.network.PathView;
import hearth.client.network.SharedChance;
import hearth.client.search.SearchPage;
import hearth.client.search.SearchQuery;
import hearth.client.store.AccountDatabase;
import hearth.client.store.RowCipher;
import hearth.client.store.Tx;
import hearth.client.sync.AlertsKeeper;
import hearth.client.sync.AvatarKeeper;
import hearth.client.sync.Changes;
import hearth.client.sync.Checkpoints;
import hearth.client.sync.ConfigSync;
import hearth.client.sync.Configs;
import hearth.client.sync.Conversing;
import hearth.client.sync.Downloads;
import hearth.client.sync.Forgetting;
import hearth.client.sync.Inbox;
import hearth.client.sync.Outbox;
import hearth.client.sync.OutboxSettings;
import hearth.client.sync.Own;
import hearth.client.sync.People;
import hearth.client.sync.PollSettings;
import hearth.client.sync.Poller;
import hearth.client.sync.PrivacyKeeper;
import hearth.client.sync.ProfileKeeper;
import hearth.client.sync.SwarmEraser;
import hearth.client.sync.Tidying;
import hearth.client.sync.Timers;
import hearth.client.sync.Typing;
import hearth.client.sync.Uploads;
import hearth.client.vault.AccountRef;
import hearth.client.vault.OpenVault;
import hearth.protocol.account.AccountKeys;
import hearth.protocol.account.RecoveryPhrase;
import hearth.protocol.account.RecoveryPhraseException;
import hearth.protocol.id.SessionId;
import hearth.protocol.message.MessageCodec;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * One account at work: it keeps the account's conversations, fetches what comes and sends what goes, without any page or
 * window. This is the one entry to the client; pages, tests and bots use it alike.
 *
 * <p>An engine works from the moment a factory method returns until {@link #close}; an account must have at most one at a
 * time. Safe for use by many threads. Reading and writing are local and quick: nothing here waits for the network. A
 * failing disk is a {@link hearth.sqlite.StoreException}, except where a result names it. After {@code close} methods throw
 * {@link IllegalStateException}.
 */
public final class Engine implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Engine.class.getName());

    /** Files of one account never take more of the disk. */
    private static final long FILES_BYTES_MAX = 16L << 30;

    private static final String RESTORED = "account.restored";

    private static final Duration ERASING_MAX = Duration.ofSeconds(15);

    private final AccountRef ref;
    private final AccountDatabase database;
    private final Own own;
    private final EventHub events;
    private final Network network;
    private final Outbox outbox;
    private final ConfigSync configSync;
    private final ProfileKeeper profile;
    private final Poller poller;
    private final Uploads uploads;
    private final Downloads downloads;
    private final Media media;
    private final AvatarKeeper avatarKeeper;
    private final Avatars avatars;
    private final Labels labels;
    private final Timers timers;
    private final Forgetting forgetting;
    private final Typing typing;
    private final PrivacyKeeper privacy;
    private final Conversing conversing;
    private final Tidying tidying;
    private final Views views;
    private final Finder finder;
    private final AlertsKeeper alertsKeeper;
    private final Alerting alerting;
    private volatile boolean restored;
    private final AtomicBoolean wasReady = new AtomicBoolean();

    private Engine(
            EngineEnvironment environment,
            AccountRef ref,
            AccountKeys keys,
            AccountDatabase database,
            EncryptedFiles files,
            Checkpoints checkpoints) {
        this.ref = ref;
        this.database = database;
        // The first characters tell the accounts of a box apart in a thread dump, and mean nothing else.
        var name = ref.text().substring(0, 4);
        var settings = environment.settings();
        var chance = new SharedChance(environment.chance());
        restored = database.read(tx -> database.meta().text(tx, RESTORED))
                .filter("yes"::equals)
                .isPresent();
        events = new EventHub(name);
        network = new Network(
                name,
                environment.profile(),
                environment.guards(),
                environment.seeds(),
                environment.clock(),
                environment.pace(),
                environment.secrets(),
                chance,
                new NetworkSettings(
                        settings.requestTimeout(),
                        settings.pathWarm(),
                        settings.pathRotation(),
                        settings.poolRefresh(),
                        settings.retryFirst(),
                        settings.retryMax(),
                        settings.pathsWanted()),
                new MetaMemory(database),
                keys.id().account(),
                this::networkChanged,
                () -> events.report(new EngineEvent.PathChanged()));
        privacy = new PrivacyKeeper(database);
        var configs = new Configs(keys, database, network.time());
        var reports = new Reports();
        own = new Own(
                keys,
                database,
                configs,
                new People(keys.id(), database, configs, chance, reports::timersChanged, reports::avatarsWanted),
                privacy,
                new MessageCodec(environment.secrets()),
                network.time(),
                environment.pace(),
                reports,
                checkpoints);
        profile = new ProfileKeeper(keys.id(), database, configs, reports);
        typing = new Typing(name, own, network);
        var sending = new OutboxSettings(settings.retryFirst(), settings.retryMax(), settings.sendersMax());
        outbox = new Outbox(name, own, network, sending, chance);
        uploads = new Uploads(
                name, own, network, outbox, files, sending, Uploads.Form.LEGACY, environment.secrets(), chance);
        downloads = new Downloads(name, own, network, files, settings.retryMax());
        avatarKeeper = new AvatarKeeper(
                name, own, network, files, profile, settings.retryMax(), environment.secrets(), downloads::sweep);
        avatars = new AccountAvatars(keys.id(), database, files, network, avatarKeeper);
        var polling = new PollSettings(
                settings.waitMax(),
                settings.pollFast(),
                settings.pollSlow(),
                settings.secondLook(),
                settings.retryFirst(),
                settings.retryMax());
        configSync = new ConfigSync(name, own, network, outbox, profile, polling, events::isHeard, this::stateIsKnown);
        poller = new Poller(
                name, own, network, new Inbox(own, typing, downloads), configSync::isPulled, polling, chance);
        conversing = new Conversing(own, outbox, uploads, typing, profile::current, environment.secrets());
        media = new AccountMedia(
                database,
                files,
                conversing,
                downloads,
                new LinkPreviews(database, files, environment.pages()),
                reports::conversationChanged);
        labels = new AccountLabels(database, reports::conversationChanged);
        views = new Views(database, keys.id(), network.time(), privacy, typing, this::progress);
        tidying = new Tidying(own, outbox, conversing);
        finder = new Finder(keys.id(), database, views);
        alertsKeeper = new AlertsKeeper(database);
        alerting = new Alerting(keys.id(), database, network.time(), alertsKeeper, views);
        timers = new Timers(name, own, network, settings.retryFirst());
        forgetting = new Forgetting(name, own, network, settings.retryFirst(), settings.retryMax());
    }

    /**
     * Makes a new account and starts it. Returns when it is on disk; it needs no network.
     *
     * @param displayName as {@link DisplayName#isAllowed} allows
     */
    public static Engine create(EngineEnvironment environment, OpenVault vault, String displayName) {
        return create(environment, vault, displayName, Checkpoints.NONE);
    }

    static Engine create(EngineEnvironment environment, OpenVault vault, String displayName, Checkpoints checkpoints) {
        var keys = AccountKeys.generate(environment.secrets());
        return begin(environment, vault, keys, displayName, false, checkpoints);
    }

    /**
     * Brings an account in by its recovery words and starts it. Returns when it is on disk; fetching goes on behind, see
     * {@link #restoration}.
     *
     * @param words       as typed
     * @param displayName used until the account's own name is fetched, and if it has none
     * @throws RecoveryPhraseException if the words are no recovery phrase; says which one is wrong
     */
    public static Engine restore(EngineEnvironment environment, OpenVault vault, String words, String displayName)
            throws RecoveryPhraseException {
        var seed = RecoveryPhrase.decode(words);
        try {
            var keys = AccountKeys.fromSeed16(seed);
            return begin(environment, vault, keys, displayName, true, Checkpoints.NONE);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** Starts an account of this vault. The vault may be closed afterwards. */
    public static Engine open(EngineEnvironment environment, OpenVault vault, AccountRef ref) {
        return open(environment, vault, ref, Checkpoints.NONE);
    }

    static Engine open(EngineEnvironment environment, OpenVault vault, AccountRef ref, Checkpoints checkpoints) {
        var seed = vault.seed(ref);
        try {
            var keys = AccountKeys.fromSeed16(seed);
            var database = database(environment, vault, ref);
            return started(environment, ref, keys, database, files(environment, vault, ref), checkpoints);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    private static Engine begin(
            EngineEnvironment environment,
            OpenVault vault,
            AccountKeys keys,
            String displayName,
            boolean restored,
            Checkpoints checkpoints) {
        var name = allowed(displayName);
        var ref = vault.prepareAccount();
        var database = database(environment, vault, ref);
        try {
            database.update(tx -> {
                // The oldest possible time: whatever name the account has elsewhere is newer than a guess made here.
                ProfileKeeper.begin(
                        database, tx, name, restored ? 1 : environment.clock().millis() / 1_000);
                if (restored) {
                    database.meta().putText(tx, RESTORED, "yes");
                }
            });
            // Last, so that an account in the vault always has its database.
            var seed = keys.seed16();
            vault.addAccount(ref, seed);
            Arrays.fill(seed, (byte) 0);
        } catch (RuntimeException failure) {
            database.close();
            throw failure;
        }
        return started(environment, ref, keys, database, files(environment, vault, ref), checkpoints);
    }

    private static Engine started(
            EngineEnvironment environment,
            AccountRef ref,
            AccountKeys keys,
            AccountDatabase database,
            EncryptedFiles files,
            Checkpoints checkpoints) {
        try {
            var engine = new Engine(environment, ref, keys, database, files, checkpoints);
            engine.events.start();
            engine.network.start();
            engine.avatarKeeper.start();
            engine.outbox.start();
            engine.uploads.start();
            engine.downloads.start();
            engine.configSync.start();
            engine.poller.start();
            engine.timers.start();
            engine.forgetting.start();
            engine.typing.start();
            LOG.log(System.Logger.Level.INFO, "Account {0} is open", ref);
            return engine;
        } catch (RuntimeException failure) {
            database.close();
            throw failure;
        }
    }

    static AccountDatabase database(EngineEnvironment environment, OpenVault vault, AccountRef ref) {
        var cipher =
                new RowCipher(vault.key(ref, "hearth rows 1"), vault.key(ref, "hearth index 1"), environment.secrets());
        return AccountDatabase.open(
                vault.folder(ref), cipher, environment.settings().databaseBytesMax());
    }

    private static EncryptedFiles files(EngineEnvironment environment, OpenVault vault, AccountRef ref) {
        return EncryptedFiles.in(vault.folder(ref).resolve("files"), environment.secrets(), FILES_BYTES_MAX);
    }

    /** Names this account inside its vault. */
    public AccountRef ref() {
        return ref;
    }

    /** The account's Session ID, as given to others. */
    public SessionId id() {
        return own.id();
    }

    /** The name the account shows to others. */
    public String displayName() {
        return profile.current().name();
    }

    /** Shows another name from now on; {@link DisplayName#isAllowed} must allow it. Others see it with the next message. */
    public void setDisplayName(String name) {
        profile.setName(allowed(name), own.time().nowMs());
    }

    /** The 13 words that are the account. Secret. */
    public List<String> recoveryWords() {
        var seed = own.keys().seed16();
        try {
            return List.of(RecoveryPhrase.encode(seed).split(" "));
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** The same as 32 hex characters: what other apps read from a QR code (messages.md section 2.4). Secret. */
    public String recoveryHex() {
        var seed = own.keys().seed16();
        try {
            return HexFormat.of().formatHex(seed);
        } finally {
            Arrays.fill(seed, (byte) 0);
        }
    }

    /** For a restored account, what came back so far; empty for one that was made here. */
    public Optional<Restoration> restoration() {
        if (!restored) {
            return Optional.empty();
        }
        return Optional.of(
                views.restored(configSync.isPulled(), poller.lastFetched().isPresent()));
    }

    /** The member has seen what came back: {@link #restoration} is empty from now on. */
    public void endRestoration() {
        database.update(tx -> {
            database.meta().putText(tx, RESTORED, "seen");
            tx.afterwards(() -> restored = false);
        });
    }

    /** The groups and communities that the account belongs to, as its devices know them. */
    public List<Membership> memberships() {
        return views.memberships();
    }

    /** Every conversation that is no open request and not hidden: pinned ones, then the one with the newest message first. */
    public List<ConversationSummary> conversations() {
        return views.conversations();
    }

    /** Conversations begun by people who are neither accepted nor blocked, those that began last first. */
    public List<ConversationSummary> requests() {
        return views.requests(Optional.empty(), Integer.MAX_VALUE);
    }

    /** Up to {@code limit} of {@link #requests}: the first ones, or those after {@code after}. */
    public List<ConversationSummary> requests(Optional<ConversationId> after, int limit) {
        return views.requests(after, limit);
    }

    /** How many requests there are, counted up to {@code max}. */
    public int requestCount(int max) {
        return views.requestCount(max);
    }

    /** Conversations with blocked people. */
    public List<ConversationSummary> blocked() {
        return views.blocked();
    }

    /** One conversation, of whatever standing. */
    public Optional<ConversationView> conversation(ConversationId id) {
        return views.conversation(id);
    }

    /** The conversation with this person, if there is one. */
    public Optional<ConversationId> conversationWith(SessionId peer) {
        return views.with(peer);
    }

    /**
     * Up to {@code limit} messages, at most 500: the newest, or those just before {@code before}. Empty for an unknown
     * conversation.
     */
    public MessagePage messages(ConversationId id, Optional<MessageKey> before, int limit) {
        return views.messages(id, before, limit);
    }

    /** Up to {@code limit} messages, at most 500, just after {@code after}. Empty for an unknown conversation. */
    public MessagePage messagesAfter(ConversationId id, MessageKey after, int limit) {
        return views.messagesAfter(id, after, limit);
    }

    /** Up to {@code limit} messages, at most 500, around {@code at}, itself included. Empty for an unknown conversation. */
    public MessagePage messagesAround(ConversationId id, MessageKey at, int limit) {
        return views.around(id, at, limit);
    }

    /** One message. */
    public Optional<MessageView> message(MessageId id) {
        return views.message(id);
    }

    /** Messages that have all words of a text, the last one perhaps not finished; case and accents do not matter. */
    public SearchPage search(SearchQuery query) {
        return finder.find(query);
    }

    /** Conversations with people whose name, nickname or id begins like this, of whatever standing, but no hidden ones. */
    public List<ConversationSummary> people(String text) {
        return finder.people(text);
    }

    /** Writes into a conversation. Returns once the message is safe on disk; answering a request accepts it. */
    public SendResult send(ConversationId conversation, String text) {
        return conversing.send(conversation, text, Optional.empty());
    }

    /** The same as an answer to {@code quoted}, a message of that conversation that was received or has been sent. */
    public SendResult send(ConversationId conversation, String text, Optional<MessageId> quoted) {
        return conversing.send(conversation, text, quoted);
    }

    /** Writes to a person, first or again; to oneself it is a note. Returns once the message is safe on disk. */
    public SendResult send(SessionId to, String text) {
        return conversing.send(to, text);
    }

    /** Tries a waiting message at once, or a failed one anew. Anything else is left alone. */
    public void retry(MessageId message) {
        if (!uploads.retry(message)) {
            outbox.retry(message);
        }
    }

    /**
     * Takes back a message that has not gone out. Returns whether it is gone; one that is on its way this moment, or was
     * sent, stays. A message whose last attempt got no answer may have arrived all the same.
     */
    public boolean discard(MessageId message) {
        return uploads.discard(message) || outbox.discard(message);
    }

    /**
     * Takes back a message that was sent: its words go from this box, the other person's apps and this account's other
     * devices are asked to do the same, and a mark stays in its place. A note to oneself goes altogether. Returns whether it
     * was a sent message of this account; one that waits is taken back with {@link #discard}.
     */
    public boolean deleteForEveryone(MessageId message) {
        return conversing.unsend(message);
    }

    /**
     * Puts an emoji to a message, here, with the other person and on this account's other devices, or takes it away again.
     * At most twenty in a minute.
     */
    public ReactResult react(MessageId message, String emoji, boolean there) {
        return conversing.react(message, emoji, there);
    }

    /** Removes a message from this box only. Returns whether there was one; one that waits is taken back with {@link #discard}. */
    public boolean deleteHere(MessageId message) {
        return conversing.deleteHere(message);
    }

    /**
     * Removes the messages of a conversation up to and including {@code upTo} from this box, also what waits to be sent; none
     * comes back.
     *
     * @param everywhere of notes to oneself: also from this account's other devices
     */
    public void clear(ConversationId conversation, MessageKey upTo, boolean everywhere) {
        tidying.clear(conversation, upTo, everywhere);
    }

    /**
     * Removes a conversation's messages up to and including {@code upTo}, and takes it out of the list until something is
     * written in it again, unless it has newer ones. The person stays known.
     */
    public void deleteConversation(ConversationId conversation, MessageKey upTo) {
        tidying.deleteConversation(conversation, upTo);
    }

    /** Removes a person and everything with them, on this account's other devices too. Nobody is told. */
    public void deleteContact(ConversationId conversation) {
        tidying.deleteContact(conversation);
    }

    /** What the member calls a person; empty if not otherwise than the person does. */
    public String nickname(ConversationId conversation) {
        return tidying.nickname(conversation);
    }

    /** What the member keeps in mind about a person. */
    public String note(ConversationId conversation) {
        return tidying.note(conversation);
    }

    /** Keeps something in mind about a person, in place of what was; empty takes it away. It never leaves this box. */
    public void keepNote(ConversationId conversation, String note) {
        tidying.keepNote(conversation, note);
    }

    /** Moves a pinned conversation one place up or down among the pinned ones. Returns whether there was such a place. */
    public boolean movePin(ConversationId conversation, boolean up) {
        return tidying.movePin(conversation, up);
    }

    /** Removes every open request and its messages. Nobody is told. */
    public void declineAll() {
        tidying.declineAll();
    }

    /** Accepts a request and lets the person know. Anything else is left alone. */
    public void accept(ConversationId conversation) {
        conversing.accept(conversation);
    }

    /** Removes a request and its messages. Nobody is told, and the person may ask again. */
    public void decline(ConversationId conversation) {
        conversing.decline(conversation);
    }

    /** Lets nothing of a person through any more. Nobody is told. */
    public void block(ConversationId conversation) {
        conversing.block(conversation);
    }

    /** Lets a blocked person write again. */
    public void unblock(ConversationId conversation) {
        conversing.unblock(conversation);
    }

    /** Marks messages up to and including {@code upTo} as read. The mark never moves back. */
    public void markRead(ConversationId conversation, MessageKey upTo) {
        conversing.markRead(conversation, upTo);
    }

    /** Marks a conversation as unread, here and on other devices, until it is read again. */
    public void markUnread(ConversationId conversation) {
        conversing.markUnread(conversation);
    }

    /**
     * Calls a person by another name on this account's devices; they never hear of it.
     *
     * @param nickname at most {@value DisplayName#BYTES_MAX} bytes of UTF-8 after trimming; empty takes it away
     */
    public void setNickname(ConversationId conversation, String nickname) {
        var name = nickname.strip().isEmpty() ? "" : allowed(nickname);
        conversing.mark(conversation, marks -> marks.withNickname(name));
    }

    /** Keeps a conversation at the top of the list, or not. */
    public void setPinned(ConversationId conversation, boolean pinned) {
        conversing.mark(conversation, marks -> marks.withPriority(pinned ? 1 : 0));
    }

    /** The files of its conversations. */
    public Media media() {
        return media;
    }

    /** Profile pictures, its own and those of people. */
    public Avatars avatars() {
        return avatars;
    }

    /** Finds people by their names. Unlike everything else here it asks the network, and waits for it. */
    public Names names() {
        return network.names();
    }

    /** What the member calls kinds of conversations. */
    public Labels labels() {
        return labels;
    }

    /** The member kept a picture or file of a received message: its author is told. Anything else is left alone. */
    public void mediaSaved(MessageId message) {
        conversing.mediaSaved(message);
    }

    /** Puts a conversation aside, on this box, until something is written in it again; or takes it back. */
    public void setArchived(ConversationId conversation, boolean archived) {
        conversing.mark(conversation, marks -> marks.withArchived(archived));
    }

    /** What is being written in a conversation; sending forgets it. */
    public Draft draft(ConversationId conversation) {
        return conversing.draft(conversation);
    }

    /** Keeps what is being written in a conversation, in place of what was kept before. */
    public void keepDraft(ConversationId conversation, Draft draft) {
        conversing.keep(conversation, draft);
    }

    /** Takes a conversation out of the list until something is written in it again; its messages stay. */
    public void hide(ConversationId conversation) {
        conversing.mark(conversation, marks -> marks.withPriority(-1));
    }

    /** Wants no notifications of a conversation before {@code until}; a time in the past ends that. */
    public void mute(ConversationId conversation, Instant until) {
        conversing.mark(conversation, marks -> marks.withMuteUntilSeconds(Math.max(0, until.getEpochSecond())));
    }

    /**
     * Chooses when what this account writes in a conversation disappears; both sides see a notice. The other person has a
     * choice of their own. Returns whether that is possible: not with somebody blocked or not accepted, and notes to oneself
     * only disappear after being sent.
     */
    public boolean setExpiry(ConversationId conversation, Expiry expiry) {
        return conversing.setExpiry(conversation, expiry);
    }

    /** How the account makes itself heard. */
    public Alerts alerts() {
        return alertsKeeper.current();
    }

    /** Decides how the account makes itself heard, from now on and on this box. */
    public void setAlerts(Alerts wanted) {
        alertsKeeper.set(wanted);
    }

    /**
     * The alert for a message that came in: empty if nobody is to hear of it, because it is read, or its conversation is muted
     * or blocked; also while a restored account gets back what it had.
     */
    public Optional<Alert> alert(MessageId message) {
        return restored && poller.lastFetched().isEmpty() ? Optional.empty() : alerting.of(message);
    }

    /** Of what in a conversation the member hears. */
    public Notify alertRule(ConversationId conversation) {
        return alerting.rule(conversation);
    }

    /** Decides of what in a conversation the member hears. Other devices know it, but for {@link Notify#MENTIONS}. */
    public void setAlertRule(ConversationId conversation, Notify rule) {
        conversing.mark(conversation, marks -> marks.withNotify(rule));
    }

    /** What the account lets others know: nothing, until the member decides otherwise. */
    public Privacy privacy() {
        return privacy.current();
    }

    /** Decides what the account lets others know, from now on and on this box. */
    public void setPrivacy(Privacy wanted) {
        privacy.set(wanted);
        events.report(new EngineEvent.ProfileChanged());
    }

    /**
     * The member presses keys in a conversation ({@code something}), or has emptied the field. The other person sees that, if
     * {@link Privacy#typing} allows it; call it as often as it happens.
     */
    public void typed(ConversationId conversation, boolean something) {
        typing.typed(conversation, something);
    }

    /** The path that the account's messages are fetched through. */
    public PathView path() {
        return network.path();
    }

    /** How the account stands with the network. */
    public NetworkState network() {
        return new NetworkState(
                network.connection(),
                network.nodes(),
                network.time().offset(),
                network.time().wasEverKnown(),
                poller.lastFetched(),
                database.read(tx -> database.outbox().waiting(tx)
                        + database.uploads().waiting(tx).size()),
                network.isListRefused());
    }

    /**
     * Calls {@code listener} after every change, on one thread of the engine, one event after the other. The listener
     * should return soon; if it does not, events are dropped and {@link EngineEvent.Overrun} says so. Closing what comes
     * back ends it: no call begins after that.
     */
    public AutoCloseable subscribe(Consumer<EngineEvent> listener) {
        var subscription = events.subscribe(listener);
        // Whoever looks sees what other devices did.
        configSync.wake();
        return subscription;
    }

    /**
     * Stops fetching and sending for good, and asks the account's own swarm to forget everything of it (messages.md section
     * 2.8). Returns after at most 15 s; nothing but {@link #close} may follow. What is in other people's swarms stays, and
     * nothing is removed from this box.
     */
    public NetworkErasure eraseFromNetwork() {
        stopWork();
        return new SwarmEraser(own, network).erase(ERASING_MAX);
    }

    private void stopWork() {
        typing.close();
        forgetting.close();
        timers.close();
        poller.close();
        configSync.close();
        avatarKeeper.close();
        downloads.close();
        uploads.close();
        outbox.close();
    }

    /** Stops everything within a few seconds and forgets the keys. What was not sent is sent after the next start. */
    @Override
    public void close() {
        stopWork();
        network.close();
        events.close();
        database.close();
        own.keys().wipe();
        LOG.log(System.Logger.Level.INFO, "Account {0} is closed", ref);
    }

    /** Prints no secret. */
    @Override
    public String toString() {
        return "Engine[" + ref + ']';
    }

    private Delivery progress(Tx tx, MessageId message) throws SQLException {
        var uploading = uploads.progress(tx, message);
        return uploading.isPresent() ? uploading.get() : outbox.progress(message);
    }

    private void networkChanged() {
        events.report(new EngineEvent.NetworkChanged());
        var isReady = network.connection() instanceof NetworkState.Connection.Connected
                && network.time().isKnown();
        if (!wasReady.getAndSet(isReady) && isReady) {
            outbox.networkIsBack();
            uploads.networkIsBack();
            downloads.networkIsBack();
            avatarKeeper.networkIsBack();
            configSync.wake();
            poller.wake();
            timers.wake();
            forgetting.wake();
        }
    }

    private void stateIsKnown() {
        poller.wake();
        events.report(new EngineEvent.NetworkChanged());
    }

    private static String allowed(String displayName) {
        if (!DisplayName.isAllowed(displayName)) {
            throw new IllegalArgumentException("A display name has 1 to " + DisplayName.BYTES_MAX
                    + " bytes of UTF-8, this one has " + displayName.strip().getBytes(StandardCharsets.UTF_8).length);
        }
        return displayName.strip();
    }

    /** Turns changes into events. */
    private final class Reports implements Changes {

        @Override
        public void messageAdded(ConversationId conversation, MessageId message, boolean received) {
            events.report(new EngineEvent.MessageAdded(conversation, message, received));
        }

        @Override
        public void messageChanged(ConversationId conversation, MessageId message) {
            events.report(new EngineEvent.MessageChanged(conversation, message));
        }

        @Override
        public void conversationChanged(ConversationId conversation) {
            events.report(new EngineEvent.ConversationChanged(conversation));
        }

        @Override
        public void timersChanged() {
            timers.wake();
        }

        @Override
        public void avatarsWanted() {
            avatarKeeper.wake();
        }

        @Override
        public void forgetsAdded() {
            forgetting.wake();
        }

        @Override
        public void profileChanged() {
            events.report(new EngineEvent.ProfileChanged());
        }

        @Override
        public void networkChanged() {
            events.report(new EngineEvent.NetworkChanged());
        }
    }
}

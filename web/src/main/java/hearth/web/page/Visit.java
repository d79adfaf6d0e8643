package hearth.web.page;

import hearth.web.household.MemberDoor;
import hearth.web.session.Session;
import hearth.web.session.SessionToken;
import hearth.web.session.Sessions;
import io.helidon.common.uri.UriQuery;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** One request, by a browser that may have somebody signed in. Lives on the thread of the request. */
public final class Visit {

    /** Scripts of ours send this header; they get fragments and bare errors instead of whole pages. */
    static final String SCRIPT_HEADER = "X-Hearth-Script";

    /** Where a locked browser is unlocked. */
    static final String UNLOCK = "/unlock";

    /** Half of an IPv6 address names one home; devices choose the rest as they like. */
    private static final int IPV6_NETWORK_BYTES = 8;

    /** First byte of an IPv6 address that is only used inside a home, fc00::/7. */
    private static final int UNIQUE_LOCAL = 0xfc;

    private static final int UNIQUE_LOCAL_MASK = 0xfe;

    private final ServerRequest request;
    private final Sessions sessions;
    private final boolean post;
    private final Form form;
    private Files files = Files.NONE;
    private SessionToken token;
    private Optional<Session> session;
    private Optional<Session> locked;
    private CookieChange cookieChange;
    private Look look;
    private boolean lookChanged;
    private boolean noReferrer;

    /** What the answer does with the session cookie. */
    enum CookieChange {
        NONE,
        VISITOR,
        MEMBER
    }

    Visit(ServerRequest request, Sessions sessions, boolean post, Form form, Optional<SessionToken> token, Look look) {
        this.request = request;
        this.sessions = sessions;
        this.post = post;
        this.form = form;
        this.token = token.orElseGet(sessions::newToken);
        var known = token.flatMap(sessions::find);
        var isLocked = known.map(Session::isLocked).orElse(false);
        this.session = known.filter(_ -> !isLocked);
        this.locked = known.filter(_ -> isLocked);
        if (isUse()) {
            session.ifPresent(Session::touch);
        }
        if (isScript()) {
            session.ifPresent(Session::noteScript);
        }
        this.cookieChange = token.isPresent() ? CookieChange.NONE : CookieChange.VISITOR;
        this.look = look;
    }

    /** The value of a parameter in the route's pattern. */
    public String path(String name) {
        return request.path().pathParameters().first(name).orElse("");
    }

    /** A parameter after the question mark. */
    public Optional<String> query(String name) {
        return request.query().first(name).asOptional();
    }

    /** The same of the page that this browser came from, if it tells that. */
    public Optional<String> cameFrom(String name) {
        try {
            return header("Referer")
                    .flatMap(it -> UriQuery.create(URI.create(it)).first(name).asOptional());
        } catch (IllegalArgumentException noAddress) {
            return Optional.empty();
        }
    }

    /** What was sent; empty fields when this is no form. */
    public Form form() {
        return form;
    }

    /** The files that came with the form. */
    public Files files() {
        return files;
    }

    void files(Files sent) {
        files = sent;
    }

    /** The session of whoever is signed in. */
    public Optional<Session> session() {
        return session;
    }

    /** The session of whoever is signed in and has locked this browser: nothing of theirs may be shown. */
    public Optional<Session> locked() {
        return locked;
    }

    /** The password or the PIN was given: the browser shows everything again. */
    public void unlock() {
        locked.ifPresent(Session::unlock);
        session = locked;
        locked = Optional.empty();
    }

    /** Signs the member out of every other browser. */
    public void signOutElsewhere() {
        session.ifPresent(it -> sessions.endOthers(it.door().member().id(), token));
    }

    /** Whether one of our scripts asks, not a person who follows a link. */
    public boolean isScript() {
        return header(SCRIPT_HEADER).isPresent();
    }

    /** Whether a person did something. Pages that were left alone ask for the locked page by themselves. */
    private boolean isUse() {
        return post ? !isScript() : isForEyes() && !request.path().path().equals(UNLOCK);
    }

    /** Whether somebody will look at the answer as a page; browsers that do not say are taken to mean that. */
    boolean isForEyes() {
        return !isScript()
                && !isPrefetch()
                && header("Sec-Fetch-Mode").map("navigate"::equals).orElseGet(this::takesPages);
    }

    /** Older browsers tell only this of pictures and streams: that they are not pages. */
    private boolean takesPages() {
        return header("Accept").map(it -> it.contains("text/html")).orElse(true);
    }

    /** Whether the browser only fetches ahead, without showing anything to anybody. */
    public boolean isPrefetch() {
        return header("Sec-Purpose")
                .or(() -> header("Purpose"))
                .filter(it -> it.contains("prefetch"))
                .isPresent();
    }

    /** The browser's own description of itself; empty when it gives none. */
    public String userAgent() {
        return header("User-Agent").orElse("");
    }

    /** Where the browser is, as a key for counting: an IPv4 address or the network half of an IPv6 one. */
    public String networkKey() {
        if (!(request.remotePeer().address() instanceof InetSocketAddress peer) || peer.getAddress() == null) {
            return "unknown";
        }
        var address = peer.getAddress();
        var bytes = address.getAddress();
        return HexFormat.of()
                .formatHex(address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
    }

    /** Whether the browser is at an address that only a home network has: private, link-local or this machine's own. */
    public boolean isAtHome() {
        if (!(request.remotePeer().address() instanceof InetSocketAddress peer) || peer.getAddress() == null) {
            return false;
        }
        var address = peer.getAddress();
        return address.isSiteLocalAddress()
                || address.isLinkLocalAddress()
                || address.isLoopbackAddress()
                || (address instanceof Inet6Address && (address.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL);
    }

    /** Signs the owner of this door in, under a fresh token. */
    public Session signIn(MemberDoor door) {
        sessions.end(token);
        token = sessions.begin(door);
        session = sessions.find(token);
        locked = Optional.empty();
        cookieChange = CookieChange.MEMBER;
        if (!look.isOfBrowser()) {
            door.look().flatMap(Look::parse).ifPresent(this::show);
        }
        return session.orElseThrow(() -> new IllegalStateException("A session that just began is over already"));
    }

    /** Signs out; the browser gets a fresh token for its next forms. */
    public void signOut() {
        sessions.end(token);
        token = sessions.newToken();
        session = Optional.empty();
        locked = Optional.empty();
        cookieChange = CookieChange.VISITOR;
    }

    /** How pages look to whoever sits there. */
    public Look look() {
        return look;
    }

    /** From now on pages look like this here, and to whoever is signed in everywhere. */
    public void changeLook(Look wanted) {
        show(wanted);
        keepLook();
    }

    /** What was chosen in this browser before its member had a door is theirs. */
    public void keepLook() {
        if (!look.isOfBrowser()) {
            session.ifPresent(it -> it.door().setLook(look.text()));
        }
    }

    private void show(Look wanted) {
        look = wanted;
        lookChanged = true;
    }

    /** The address of this page is a secret: the browser must not tell it to anybody, not even to this box. */
    public void noReferrer() {
        noReferrer = true;
    }

    boolean hidesReferrer() {
        return noReferrer;
    }

    /** Shows a line at the top of the next page, once. Only for somebody signed in. */
    public void tell(String text) {
        session.ifPresent(it -> it.keep(new Notice(text, "")));
    }

    /** The same with a button that takes back what was done, by a form to this path. */
    public void tell(String text, String undo) {
        session.ifPresent(it -> it.keep(new Notice(text, undo)));
    }

    /** A line to show once, and where to take back what it tells; empty for nothing to take back. */
    record Notice(String text, String undo) {}

    boolean isPost() {
        return post;
    }

    SessionToken token() {
        return token;
    }

    CookieChange cookieChange() {
        return cookieChange;
    }

    Optional<Look> changedLook() {
        return lookChanged ? Optional.of(look) : Optional.empty();
    }

    private Optional<String> header(String name) {
        return request.headers().first(HeaderNames.create(name));
    }
}

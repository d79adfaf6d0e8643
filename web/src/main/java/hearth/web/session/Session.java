package hearth.web.session;

import hearth.web.household.MemberDoor;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.ConcurrentHashMap;

/** One browser in which one member is signed in. Safe for use by many threads. */
public final class Session {

    /** What the password opened for a while, on top of signing in: a lock closes it, since a PIN must not open it again. */
    public interface UntilLocked {}

    /** A connection that an open page hears through. Both methods return at once. */
    public interface Live {

        /** The session tells nothing more. */
        void close();

        /** Other pages need the place. */
        void rest();
    }

    private final MemberDoor door;
    private final Instant began;
    private final int liveMax;

    private final Map<Class<?>, Object> kept = new ConcurrentHashMap<>();
    /** The oldest first; guarded by itself. */
    private final SequencedSet<Live> live = new LinkedHashSet<>();

    private final Clock clock;
    private volatile Instant used;

    /** When a person last did something here, rather than a script. */
    private volatile Instant touched;

    private volatile boolean locked;
    private volatile boolean scripted;
    /** Guarded by {@code live}. */
    private boolean ended;

    Session(MemberDoor door, Clock clock, Instant began, int liveMax) {
        this.door = door;
        this.clock = clock;
        this.began = began;
        this.used = began;
        this.touched = began;
        this.liveMax = liveMax;
    }

    /** The open door of the member who is signed in. */
    public MemberDoor door() {
        return door;
    }

    /**
     * Keeps one thing of its kind until the session ends, or until the lock if it is {@link UntilLocked}, in place of an
     * earlier one. Never written to disk.
     */
    public void keep(Object thing) {
        kept.put(thing.getClass(), thing);
    }

    /** The thing of this kind that was kept last. */
    public <T> Optional<T> kept(Class<T> kind) {
        return Optional.ofNullable(kept.get(kind)).map(kind::cast);
    }

    /** Takes the thing of this kind out. */
    public <T> Optional<T> take(Class<T> kind) {
        return Optional.ofNullable(kept.remove(kind)).map(kind::cast);
    }

    /**
     * Notes a live connection, which is closed when the session ends. If there are as many as there may be, the oldest one
     * rests: who looks at a page looks at the newest, and a page that is gone is not always noticed. False when the session
     * has ended: then nothing was noted.
     */
    public boolean addLive(Live connection) {
        synchronized (live) {
            if (ended || locked) {
                return false;
            }
            if (live.size() >= liveMax) {
                live.removeFirst().rest();
            }
            return live.add(connection);
        }
    }

    /** The live connection is gone. */
    public void removeLive(Live connection) {
        synchronized (live) {
            live.remove(connection);
        }
    }

    /** Shows nothing any more until {@link #unlock}; the member's accounts go on. */
    public void lock() {
        synchronized (live) {
            locked = true;
            live.forEach(Live::close);
            live.clear();
        }
        kept.values().removeIf(UntilLocked.class::isInstance);
    }

    /** The member gave the password or the PIN. */
    public void unlock() {
        touched = clock.instant();
        locked = false;
    }

    /** Whether nothing may be shown: locked, or not used for longer than the member wants. Locks it then. */
    public boolean isLocked() {
        if (!locked
                && door.lockAfter()
                        .filter(after -> !clock.instant().isBefore(touched.plus(after)))
                        .isPresent()) {
            lock();
        }
        return locked;
    }

    /** Whether the member signed out, or the time is over. */
    public boolean isEnded() {
        synchronized (live) {
            return ended;
        }
    }

    /** A person did something here. */
    public void touch() {
        touched = clock.instant();
    }

    /** One of our scripts asked for something. */
    public void noteScript() {
        scripted = true;
    }

    /** Whether scripts run in this browser: they tell what its member looks at. */
    public boolean isScripted() {
        return scripted;
    }

    /** Every live connection connects anew, because it would tell of something else. */
    public void restartLive() {
        synchronized (live) {
            live.forEach(Live::close);
            live.clear();
        }
    }

    Instant began() {
        return began;
    }

    Instant used() {
        return used;
    }

    void use(Instant now) {
        used = now;
    }

    void end() {
        synchronized (live) {
            ended = true;
            live.forEach(Live::close);
            live.clear();
        }
        kept.clear();
        door.close();
    }
}

package hearth.web.session;

import hearth.web.household.MemberDoor;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** One browser in which one member is signed in. Safe for use by many threads. */
public final class Session {

    private final MemberDoor door;
    private final Instant began;
    private final int liveMax;
    private final Map<Class<?>, Object> kept = new ConcurrentHashMap<>();
    private final Set<Runnable> live = ConcurrentHashMap.newKeySet();
    private volatile Instant used;
    /** Guarded by {@code live}. */
    private boolean ended;

    Session(MemberDoor door, Instant began, int liveMax) {
        this.door = door;
        this.began = began;
        this.used = began;
        this.liveMax = liveMax;
    }

    /** The open door of the member who is signed in. */
    public MemberDoor door() {
        return door;
    }

    /** Keeps one thing of its kind until the session ends, in place of an earlier one. Never written to disk. */
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
     * Notes a live connection; {@code close} runs when the session ends. False when the session has ended, or has as
     * many as it may: then nothing was noted.
     */
    public boolean addLive(Runnable close) {
        synchronized (live) {
            return !ended && live.size() < liveMax && live.add(close);
        }
    }

    /** The live connection is gone. */
    public void removeLive(Runnable close) {
        live.remove(close);
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
        }
        live.forEach(Runnable::run);
        live.clear();
        kept.clear();
        door.close();
    }
}

package hearth.client.sync;

import hearth.client.conversation.Alerts;
import hearth.client.store.AccountDatabase;

/** What the member decided about notifications; on this box only, since no shared state has a place for it. */
public final class AlertsKeeper {

    private static final String LEVEL = "alerts.level";
    private static final String SOUND = "alerts.sound";
    private static final String POPUPS = "alerts.popups";

    private final AccountDatabase database;
    private final Kept<Alerts> alerts;

    /** Reads what is on disk. */
    public AlertsKeeper(AccountDatabase database) {
        this.database = database;
        alerts = new Kept<>(database.read(tx -> new Alerts(
                database.meta().text(tx, LEVEL).map(Alerts.Level::valueOf).orElse(Alerts.DEFAULT.level()),
                database.meta().text(tx, SOUND).map(Boolean::parseBoolean).orElse(Alerts.DEFAULT.sound()),
                database.meta().text(tx, POPUPS).map(Boolean::parseBoolean).orElse(Alerts.DEFAULT.popups()))));
    }

    /** What is decided. */
    public Alerts current() {
        return alerts.get();
    }

    /** Decides anew. */
    public void set(Alerts wanted) {
        database.update(tx -> {
            database.meta().putText(tx, LEVEL, wanted.level().name());
            database.meta().putText(tx, SOUND, Boolean.toString(wanted.sound()));
            database.meta().putText(tx, POPUPS, Boolean.toString(wanted.popups()));
            alerts.set(tx, wanted);
        });
    }
}

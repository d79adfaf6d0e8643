package hearth.client.store;

import java.util.List;

/** The tables of an account. Published steps are never edited, only followed by others. */
final class Schema {

    static final List<String> STEPS = List.of("""
            CREATE TABLE meta (
                name TEXT PRIMARY KEY,
                secret BLOB NOT NULL
            ) WITHOUT ROWID;

            CREATE TABLE conversations (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                ref TEXT NOT NULL UNIQUE,
                who BLOB NOT NULL UNIQUE,
                approved INTEGER NOT NULL,
                approved_me INTEGER NOT NULL,
                blocked INTEGER NOT NULL,
                read_rank INTEGER NOT NULL,
                secret BLOB NOT NULL
            );

            CREATE TABLE messages (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
                rank INTEGER NOT NULL,
                incoming INTEGER NOT NULL,
                state INTEGER NOT NULL,
                identity BLOB NOT NULL UNIQUE,
                secret BLOB NOT NULL
            );
            CREATE UNIQUE INDEX messages_in_order ON messages (conversation, rank);
            CREATE INDEX messages_received ON messages (conversation, rank) WHERE incoming = 1;

            CREATE TABLE outbox (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
                message INTEGER REFERENCES messages ON DELETE CASCADE,
                kind INTEGER NOT NULL,
                failed INTEGER NOT NULL,
                secret BLOB NOT NULL
            );
            CREATE INDEX outbox_in_order ON outbox (conversation, id);
            CREATE INDEX outbox_of_message ON outbox (message);

            CREATE TABLE seen (
                hash BLOB PRIMARY KEY,
                until_day INTEGER NOT NULL
            ) WITHOUT ROWID;
            CREATE INDEX seen_by_day ON seen (until_day);

            CREATE TABLE tombstones (
                identity BLOB PRIMARY KEY,
                until_day INTEGER NOT NULL
            ) WITHOUT ROWID;
            CREATE INDEX tombstones_by_day ON tombstones (until_day);

            CREATE TABLE cursors (
                source BLOB PRIMARY KEY,
                secret BLOB NOT NULL
            ) WITHOUT ROWID;
            """, """
            CREATE TABLE reactions (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                message INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
                mine INTEGER NOT NULL,
                name BLOB NOT NULL,
                secret BLOB NOT NULL,
                UNIQUE (message, mine, name)
            );
            """, """
            CREATE TABLE timers (
                message INTEGER PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
                state INTEGER NOT NULL,
                day INTEGER NOT NULL,
                secret BLOB NOT NULL
            );
            CREATE INDEX timers_by_day ON timers (day);
            CREATE INDEX timers_in_state ON timers (state);
            """, """
            ALTER TABLE messages ADD COLUMN seen INTEGER NOT NULL DEFAULT 0;

            CREATE TABLE early_receipts (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                identity BLOB NOT NULL UNIQUE
            );
            """, """
            CREATE TABLE drafts (
                conversation INTEGER PRIMARY KEY REFERENCES conversations ON DELETE CASCADE,
                secret BLOB NOT NULL
            );
            """, """
            CREATE TABLE notes (
                conversation INTEGER PRIMARY KEY REFERENCES conversations ON DELETE CASCADE,
                secret BLOB NOT NULL
            );

            CREATE TABLE forgets (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                secret BLOB NOT NULL
            );
            """, """
            CREATE TABLE search_words (
                start INTEGER NOT NULL,
                term BLOB NOT NULL,
                secret BLOB NOT NULL,
                PRIMARY KEY (start, term)
            ) WITHOUT ROWID;

            CREATE TABLE search_blocks (
                term BLOB NOT NULL,
                block INTEGER NOT NULL,
                secret BLOB NOT NULL,
                PRIMARY KEY (term, block)
            ) WITHOUT ROWID;
            """, """
            CREATE TABLE memberships (
                name BLOB PRIMARY KEY,
                secret BLOB NOT NULL
            ) WITHOUT ROWID;
            """, """
            CREATE TABLE attachments (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
                message INTEGER REFERENCES messages ON DELETE CASCADE,
                place INTEGER NOT NULL,
                kind INTEGER NOT NULL,
                state INTEGER NOT NULL,
                file TEXT NOT NULL,
                secret BLOB NOT NULL
            );
            CREATE INDEX attachments_of_message ON attachments (message, place);
            CREATE INDEX attachments_in_conversation ON attachments (conversation, kind, id);
            CREATE INDEX attachments_in_state ON attachments (state, id);
            CREATE INDEX attachments_by_file ON attachments (file);

            CREATE TABLE dropped_files (
                name TEXT PRIMARY KEY
            ) WITHOUT ROWID;

            CREATE TRIGGER attachment_dropped AFTER DELETE ON attachments WHEN OLD.file <> ''
            BEGIN
                INSERT OR IGNORE INTO dropped_files (name) VALUES (OLD.file);
            END;

            CREATE TABLE uploads (
                message INTEGER PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
                conversation INTEGER NOT NULL,
                failed INTEGER NOT NULL,
                secret BLOB NOT NULL
            );
            """, """
            ALTER TABLE reactions ADD COLUMN gone INTEGER NOT NULL DEFAULT 0;
            ALTER TABLE reactions ADD COLUMN said BLOB;
            """, """
            CREATE TABLE early_reactions (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                who BLOB NOT NULL,
                about BLOB NOT NULL,
                until_day INTEGER NOT NULL,
                secret BLOB NOT NULL
            );
            CREATE INDEX early_reactions_of ON early_reactions (who, id);
            CREATE INDEX early_reactions_about ON early_reactions (about, id);
            CREATE INDEX early_reactions_by_day ON early_reactions (until_day);
            """, """
            CREATE TABLE avatars (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                who BLOB NOT NULL UNIQUE,
                state INTEGER NOT NULL,
                file TEXT NOT NULL,
                secret BLOB NOT NULL
            );
            CREATE INDEX avatars_by_file ON avatars (file);
            CREATE INDEX avatars_in_state ON avatars (state, id);

            CREATE TRIGGER avatar_dropped AFTER DELETE ON avatars WHEN OLD.file <> ''
            BEGIN
                INSERT OR IGNORE INTO dropped_files (name) VALUES (OLD.file);
            END;

            CREATE TRIGGER avatar_replaced AFTER UPDATE OF file ON avatars WHEN OLD.file <> '' AND OLD.file <> NEW.file
            BEGIN
                INSERT OR IGNORE INTO dropped_files (name) VALUES (OLD.file);
            END;
            """, """
            CREATE TABLE labels (
                id INTEGER PRIMARY KEY AUTOINCREMENT,
                place INTEGER NOT NULL,
                secret BLOB NOT NULL
            );

            CREATE TABLE labelled (
                conversation INTEGER PRIMARY KEY REFERENCES conversations ON DELETE CASCADE,
                secret BLOB NOT NULL
            );
            """);

    private Schema() {}
}

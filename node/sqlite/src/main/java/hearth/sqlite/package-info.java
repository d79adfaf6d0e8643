/** SQLite with rules: one writer, several readers, group commit, numbered schema steps. Nothing here knows a table. */
@NullMarked
package hearth.sqlite;

import org.jspecify.annotations.NullMarked;

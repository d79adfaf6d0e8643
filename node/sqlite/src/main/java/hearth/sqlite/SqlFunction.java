package hearth.sqlite;

import java.sql.SQLException;

/** Work with a result, done on {@code argument} (usually a connection). May throw what JDBC throws. */
@FunctionalInterface
public interface SqlFunction<A, R> {
    R apply(A argument) throws SQLException;
}

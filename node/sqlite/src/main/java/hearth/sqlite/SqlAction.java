package hearth.sqlite;

import java.sql.SQLException;

/** Work without a result, done on {@code argument} (usually a connection). May throw what JDBC throws. */
@FunctionalInterface
public interface SqlAction<A> {
    void accept(A argument) throws SQLException;
}

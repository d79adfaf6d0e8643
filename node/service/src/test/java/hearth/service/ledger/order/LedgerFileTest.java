package hearth.service.ledger.order;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class LedgerFileTest extends LedgerStoreContract {

    @TempDir
    Path folder;

    @Override
    LedgerStore open() {
        return LedgerFile.open(folder.resolve("ledger.db"));
    }
}

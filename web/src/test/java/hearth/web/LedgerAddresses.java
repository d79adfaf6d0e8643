package hearth.web;

import hearth.web.sample.SampleLedger;
import java.util.List;

/** Where the owner looks at wallet, node and network. */
final class LedgerAddresses {

    static final List<String> PAGES = List.of(
            "/wallet",
            "/wallet/words",
            "/node",
            "/node/others",
            "/node/others/" + SampleLedger.WAITING.hex(),
            "/node/start",
            "/node/start/terms",
            "/node/start/who",
            "/names",
            "/names?name=ada",
            "/names?name=taken",
            "/network",
            "/network/found");

    static final List<String> FORMS = List.of(
            "/wallet/send",
            "/wallet/confirm/0123456789abcdef",
            "/wallet/lock",
            "/wallet/test-tokens",
            "/wallet/words",
            "/wallet/restore",
            "/node/leave",
            "/node/others/" + SampleLedger.WAITING.hex(),
            "/node/start/check",
            "/node/start/who",
            "/names/keep",
            "/names/point",
            "/names/renew",
            "/names/give",
            "/network/found",
            "/network/join",
            "/network/stay");

    private LedgerAddresses() {}
}

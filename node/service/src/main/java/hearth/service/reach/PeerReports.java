package hearth.service.reach;

import hearth.protocol.id.NodeId;

/**
 * Takes what a node found out about others: one report per test, as a ledger gets them in {@code admin.report_peer_status}
 * (network.md §§6.4, 6.5). Called by many threads; returns at once.
 */
@FunctionalInterface
public interface PeerReports {

    void report(NodeId node, boolean passed);
}

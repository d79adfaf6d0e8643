package hearth.service.swarm;

import hearth.protocol.Bytes;
import hearth.protocol.id.Account;
import hearth.protocol.id.NodeId;

/** Takes note of what a member of the swarm did not get, so that it gets it later (network.md §3.5). */
@FunctionalInterface
public interface MissedRequests {

    /**
     * Notes one request. Returns when the note would survive the end of the process; if it cannot be noted, somebody was told.
     *
     * @param member who did not answer
     * @param method of the request
     * @param params as they were sent, for {@code sn.storage_cc}
     */
    void missed(NodeId member, Account account, String method, Bytes params);
}

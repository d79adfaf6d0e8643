package hearth.service;

import java.time.Duration;
import java.util.Optional;

/**
 * How far a node sees, at one moment.
 *
 * @param nodes        of the network, this one included
 * @param swarmMembers of this node's swarm, this one included; 0 while it is in none
 * @param reachable    other nodes that answered when last called
 * @param silent       other nodes that did not; those never called are in neither number
 * @param passing      other nodes that passed this node's last test of them (network.md §6.4)
 * @param failing      other nodes that failed it; those never tested are in neither number
 * @param httpsTested  how long ago another node tested this one over HTTPS; empty if none did yet
 * @param omqTested    the same over OMQ
 * @param requestsOwed requests that a member of the swarm missed and is still to get
 * @param dumpsOwed    members that are still to get messages because accounts became theirs
 */
public record NodeReach(
        int nodes,
        int swarmMembers,
        int reachable,
        int silent,
        int passing,
        int failing,
        Optional<Duration> httpsTested,
        Optional<Duration> omqTested,
        long requestsOwed,
        int dumpsOwed) {}

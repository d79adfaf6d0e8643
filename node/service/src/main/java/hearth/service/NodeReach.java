package hearth.service;

/**
 * How far a node sees, at one moment.
 *
 * @param nodes        of the network, this one included
 * @param swarmMembers of this node's swarm, this one included; 0 while it is in none
 * @param reachable    other nodes that answered when last called
 * @param silent       other nodes that did not; those never called are in neither number
 * @param requestsOwed requests that a member of the swarm missed and is still to get
 * @param dumpsOwed    members that are still to get messages because accounts became theirs
 */
public record NodeReach(int nodes, int swarmMembers, int reachable, int silent, long requestsOwed, int dumpsOwed) {}

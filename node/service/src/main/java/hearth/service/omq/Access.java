package hearth.service.omq;

/** Who may use a command. */
public enum Access {
    /** Whoever has a key, and everybody has one. */
    ANYBODY,
    /** Nodes that the registry has in a swarm. */
    NODES,
    /** Nobody: the command exists in the network, for the machine's own administrator, who has no key here. */
    NOBODY
}

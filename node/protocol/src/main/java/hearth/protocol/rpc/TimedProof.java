package hearth.protocol.rpc;

/**
 * A proof and the time that was signed with it.
 *
 * @param timestampMs network time
 */
public record TimedProof(long timestampMs, Proof proof) {}

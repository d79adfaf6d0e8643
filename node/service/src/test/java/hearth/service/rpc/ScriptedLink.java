package hearth.service.rpc;

import hearth.protocol.Bytes;
import hearth.protocol.network.NodeInfo;
import hearth.protocol.onion.OnionHop;
import hearth.service.peer.PeerLink;
import hearth.service.peer.PeerReply;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Other nodes that answer what a test says. Takes nothing but requests of clients that are handed on.
 *
 * @param connected to whom there is a connection already
 */
record ScriptedLink(BiFunction<NodeInfo, Bytes, PeerReply> answers, Predicate<NodeInfo> connected) implements PeerLink {

    @Override
    public Optional<Supplier<PeerReply>> sendStorageCc(NodeInfo peer, String method, Bytes params, Duration timeout) {
        return connected.test(peer) ? Optional.of(() -> answers.apply(peer, params)) : Optional.empty();
    }

    @Override
    public PeerReply storageCc(NodeInfo peer, String method, Bytes params, Duration timeout) {
        return answers.apply(peer, params);
    }

    @Override
    public PeerReply onion(NodeInfo peer, OnionHop hop, Duration timeout) {
        throw new AssertionError("No onion request was expected");
    }

    @Override
    public PeerReply data(NodeInfo peer, Bytes batch, Duration timeout) {
        throw new AssertionError("No messages were expected");
    }

    @Override
    public PeerReply dataReady(NodeInfo peer, Optional<Bytes> question, Duration timeout) {
        throw new AssertionError("No question was expected");
    }

    @Override
    public PeerReply ping(NodeInfo peer, Duration timeout) {
        throw new AssertionError("No ping was expected");
    }

    @Override
    public void close() {}
}

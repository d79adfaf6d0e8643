package hearth.service.ledger.duty;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.crypto.Ed25519PublicKey;
import hearth.protocol.id.NodeId;
import hearth.protocol.id.SwarmId;
import hearth.protocol.network.NodeInfo;
import hearth.service.ServiceNode;
import hearth.service.omq.OmqCaller;
import hearth.service.onion.PublicAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Somebody who wants to run a node asks others whether they reach it. They call the address that asks, and no other, a few
 * at a time, so that nobody is made to knock at a third one's door.
 */
public final class CallBack {

    static final String COMMAND = "test";

    private static final int AT_ONCE = 2;
    private static final int ASKED = 3;

    /** Both tests of the other side, one after the other, and some time to spare. */
    private static final Duration PATIENCE = Duration.ofSeconds(12);

    private static final int PORT_MAX = 65_535;
    private static final int ADDRESS_CHARACTERS_MAX = 15;
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern FIGURES = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Bytes YES = text("1");
    private static final Bytes NO = text("0");
    private static final Semaphore PLACES = new Semaphore(AT_ONCE);

    private CallBack() {}

    /**
     * Which ports at least one of those who were asked reached.
     *
     * @param at the address at which most of those reached both who say so, one that the whole internet can reach before one that only a
     *           house can; empty if nobody did or they do not agree
     */
    public record Found(boolean https, boolean omq, Optional<String> at) {}

    record Answer(boolean https, boolean omq, String at) {}

    /**
     * Parts: node, HTTPS port and OMQ port in decimal. Reply: {@code 1} or {@code 0} for each port and the address that was
     * tried, or {@code BUSY}.
     */
    static List<Bytes> answer(List<Bytes> parts, OmqCaller from, Supplier<Optional<ServiceNode>> tester)
            throws FormatException {
        var asking = read(parts, from);
        var node = tester.get();
        if (node.isEmpty() || !PLACES.tryAcquire()) {
            return List.of(text("BUSY"));
        }
        try {
            var outcome = node.get().test(asking);
            return List.of(outcome.https() ? YES : NO, outcome.omq() ? YES : NO, text(asking.host()));
        } finally {
            PLACES.release();
        }
    }

    private static NodeInfo read(List<Bytes> parts, OmqCaller from) throws FormatException {
        if (parts.size() != 3
                || parts.getFirst().length() != NodeId.BYTES
                || !(from.address() instanceof Inet4Address address)) {
            throw new FormatException("A node, its two ports, and a caller with an IPv4 address are expected");
        }
        var id = NodeId.of(parts.getFirst().toArray());
        var x25519 = Ed25519PublicKey.of(id.bytes()).toX25519();
        return new NodeInfo(
                id, x25519, address.getHostAddress(), port(parts.get(1)), port(parts.get(2)), SwarmId.UNASSIGNED);
    }

    private static int port(Bytes part) throws FormatException {
        try {
            var port = Integer.parseInt(new String(part.toArray(), StandardCharsets.US_ASCII));
            if (port >= 1 && port <= PORT_MAX) {
                return port;
            }
        } catch (NumberFormatException _) {
            // The sentence below is for this too.
        }
        throw new FormatException("A port is a number from 1 to " + PORT_MAX);
    }

    /** Asks some others whether they reach {@code own}. */
    static Optional<Found> ask(NodeInfo own, Gossip gossip) {
        var question = List.of(
                Bytes.wrap(own.id().bytes()),
                text(Integer.toString(own.httpsPort())),
                text(Integer.toString(own.omqPort())));
        var answers = gossip.some(ASKED).stream()
                .flatMap(contact -> gossip.ask(contact, COMMAND, question, PATIENCE).stream())
                .flatMap(parts -> answer(parts).stream())
                .toList();
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Found(
                answers.stream().anyMatch(Answer::https), answers.stream().anyMatch(Answer::omq), place(answers)));
    }

    private static Optional<Answer> answer(List<Bytes> parts) {
        if (parts.size() != 3 || parts.get(2).length() > ADDRESS_CHARACTERS_MAX) {
            return Optional.empty();
        }
        var address = new String(parts.get(2).toArray(), StandardCharsets.US_ASCII);
        return Optional.of(new Answer(parts.getFirst().equals(YES), parts.get(1).equals(YES), address));
    }

    /** One liar among them must not be able to send everybody to a wrong door. */
    static Optional<String> place(List<Answer> answers) {
        var reached = answers.stream()
                .filter(answer -> answer.https()
                        && answer.omq()
                        && FIGURES.matcher(answer.at()).matches())
                .map(Answer::at)
                .toList();
        var outside = reached.stream().filter(CallBack::isPublic).toList();
        var voices = outside.isEmpty() ? reached : outside;
        return voices.stream()
                .filter(address -> Collections.frequency(voices, address) * 2 > voices.size())
                .findFirst();
    }

    private static boolean isPublic(String address) {
        return PublicAddress.isPublic(InetAddress.ofLiteral(address));
    }

    private static Bytes text(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }
}

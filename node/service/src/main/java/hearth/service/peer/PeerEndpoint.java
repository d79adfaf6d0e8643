package hearth.service.peer;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.service.http.HttpAnswer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Takes the calls of other nodes that {@link HttpsPeerLink} makes. Strangers get 403, whatever they send. */
final class PeerEndpoint {

    private static final Bytes PONG = Bytes.wrap("pong".getBytes(StandardCharsets.US_ASCII));

    private final PeerSeal seal;
    private final PeerCommands commands;

    PeerEndpoint(PeerSeal seal, PeerCommands commands) {
        this.seal = seal;
        this.commands = commands;
    }

    HttpAnswer answer(Bytes body) {
        try {
            var request = seal.open(body.toArray());
            var reply = new Bt.List(dispatch(request).stream()
                    .map(part -> (Bt) Bt.of(part.toArray()))
                    .toList());
            return HttpAnswer.binary(200, Bytes.wrap(seal.reply(request, BtCodec.encode(reply))));
        } catch (FormatException refused) {
            return HttpAnswer.text(403, "Forbidden\n");
        }
    }

    private List<Bytes> dispatch(PeerSeal.Opened request) throws FormatException {
        var parts = HttpsPeerLink.parts(request.content);
        var command = parts.isEmpty() ? "" : text(parts.getFirst());
        return switch (command + '/' + parts.size()) {
            case HttpsPeerLink.STORAGE_CC + "/3" ->
                commands.storageCc(request.sender, text(parts.get(1)), parts.get(2));
            case HttpsPeerLink.ONION + "/2" -> commands.onion(request.sender, parts.get(1));
            case HttpsPeerLink.DATA + "/2" -> commands.data(request.sender, parts.get(1));
            case HttpsPeerLink.DATA_READY + "/1" -> commands.dataReady(request.sender, Optional.empty());
            case HttpsPeerLink.DATA_READY + "/2" -> commands.dataReady(request.sender, Optional.of(parts.get(1)));
            case HttpsPeerLink.PING + "/1" -> List.of(PONG);
            default -> throw new FormatException("Unknown command, or one with other parts");
        };
    }

    private static String text(Bytes part) {
        return new String(part.toArray(), StandardCharsets.UTF_8);
    }
}

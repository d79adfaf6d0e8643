package hearth.appliance.wallet;

import hearth.appliance.StartException;
import hearth.appliance.ledger.Joining;
import hearth.appliance.ledger.NetworkFolder;
import hearth.appliance.ledger.OwnNetwork;
import hearth.appliance.node.OperatedNode;
import hearth.client.network.PinnedSeedLink;
import hearth.client.vault.OpenVault;
import hearth.protocol.FormatException;
import hearth.protocol.ledger.Genesis;
import hearth.protocol.ledger.Invitation;
import hearth.web.ledger.Networks;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Which network the box is on, and going to another one: what the data folder says about it. */
final class BoxNetworks implements Networks {

    private final NetworkPlace place;
    private final Path data;
    private final OpenVault vault;
    private final Clock clock;
    private final SecureRandom random;

    /** The founder of a network has the wallet in {@code vault}. */
    BoxNetworks(NetworkPlace place, Path data, OpenVault vault, Clock clock, SecureRandom random) {
        this.place = place;
        this.data = data;
        this.vault = vault;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public Current current() {
        return place.current();
    }

    @Override
    public Optional<String> invitation() {
        return place.invitation();
    }

    @Override
    public FoundResult found(Founding wanted) {
        if (place.isConfigured()) {
            return new FoundResult.Configured();
        }
        try {
            var founding = new hearth.service.ledger.found.Founding(
                    wanted.network(),
                    new Genesis.Token(wanted.token(), wanted.symbol()),
                    wanted.requirement(),
                    tempo(wanted.tempo()),
                    wanted.own(),
                    wanted.pool());
            var node = OwnNetwork.keys(data.resolve(OperatedNode.NODE_FOLDER), random);
            var founder = WalletKey.address(vault, random);
            NetworkFolder.prepare(
                    data, founding.genesis(founder, List.of(node.id()), clock.instant()), Optional.empty());
            return new FoundResult.Founded();
        } catch (IllegalArgumentException impossible) {
            return new FoundResult.Impossible(String.valueOf(impossible.getMessage()));
        } catch (IOException failure) {
            throw new UncheckedIOException("The network cannot be written", failure);
        }
    }

    private static hearth.service.ledger.found.Founding.Tempo tempo(Tempo tempo) {
        return switch (tempo) {
            case DAYS -> hearth.service.ledger.found.Founding.Tempo.DAYS;
            case HOURS -> hearth.service.ledger.found.Founding.Tempo.HOURS;
            case MINUTES -> hearth.service.ledger.found.Founding.Tempo.MINUTES;
        };
    }

    @Override
    public JoinResult join(String typed) {
        if (place.isConfigured()) {
            return new JoinResult.Configured();
        }
        Invitation invitation;
        try {
            invitation = Invitation.parse(typed);
        } catch (FormatException none) {
            return new JoinResult.NotAnInvitation();
        }
        try {
            return switch (new Joining(new PinnedSeedLink()).join(data, invitation)) {
                case Joining.Result.Joined(var genesis) -> new JoinResult.Joined(genesis.network());
                case Joining.Result.AlreadyThere() -> new JoinResult.AlreadyThere();
                case Joining.Result.NobodyAnswered() -> new JoinResult.NobodyAnswered();
            };
        } catch (IOException failure) {
            throw new UncheckedIOException("The network cannot be written", failure);
        } catch (StartException damaged) {
            throw new IllegalStateException("The networks of this box cannot be read", damaged);
        }
    }

    @Override
    public Optional<String> next() {
        try {
            var next = NetworkFolder.next(data);
            return next.isEmpty()
                    ? Optional.empty()
                    : Optional.of(next.get().genesis().network());
        } catch (StartException damaged) {
            throw new IllegalStateException("The network to go to cannot be read", damaged);
        }
    }

    @Override
    public void stay() {
        try {
            NetworkFolder.stay(data);
        } catch (IOException failure) {
            throw new UncheckedIOException("The network to go to cannot be forgotten", failure);
        }
    }
}

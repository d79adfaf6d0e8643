package hearth.appliance.network;

import hearth.client.EngineEnvironment;
import hearth.client.EngineSettings;
import hearth.client.network.GuardLink;
import hearth.client.network.NetworkProfile;
import hearth.client.network.PageFetcher;
import hearth.client.network.PinnedSeedLink;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGeneratorFactory;

/** What all engines of the box share on their way to the network. Made when the first engine asks; closed with the box. */
public final class EngineLinks implements Supplier<EngineEnvironment>, AutoCloseable {

    private final Supplier<NetworkProfile> profile;
    private final Supplier<GuardLink> way;
    private final PageFetcher pages;
    private final Clock clock;
    private final SecureRandom random;
    private Optional<EngineEnvironment> made = Optional.empty(); // guarded by this
    private Optional<GuardLink> guards = Optional.empty(); // guarded by this

    /**
     * Both suppliers may take as long as the network needs to start.
     *
     * @param way   makes the way to first nodes
     * @param pages the way to pages of the internet
     */
    public EngineLinks(
            Supplier<NetworkProfile> profile,
            Supplier<GuardLink> way,
            PageFetcher pages,
            Clock clock,
            SecureRandom random) {
        this.profile = profile;
        this.way = way;
        this.pages = pages;
        this.clock = clock;
        this.random = random;
    }

    @Override
    public synchronized EngineEnvironment get() {
        if (made.isEmpty()) {
            var link = way.get();
            var chance = RandomGeneratorFactory.of("L64X128MixRandom").create(random.nextLong());
            guards = Optional.of(link);
            made = Optional.of(new EngineEnvironment(
                    profile.get(), link, new PinnedSeedLink(), pages, clock, random, chance, EngineSettings.DEFAULT));
        }
        return made.get();
    }

    @Override
    public synchronized void close() {
        guards.ifPresent(GuardLink::close);
    }
}

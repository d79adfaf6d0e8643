package hearth.client;

import hearth.client.network.GuardLink;
import hearth.client.network.NetworkProfile;
import hearth.client.network.Pace;
import hearth.client.network.PageFetcher;
import hearth.client.network.SeedLink;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.random.RandomGenerator;

/**
 * Everything an engine gets from outside. Engines of one box share one: links are safe for use by many threads.
 *
 * @param profile  the network to live on
 * @param guards   the way to first nodes; the engine does not close it
 * @param seeds    the way to seed nodes
 * @param pages    the way to pages of the internet, for previews of links
 * @param clock    this box's clock, which may be wrong
 * @param pace     how it waits
 * @param secrets  randomness for keys
 * @param chance   randomness for choices that need not be secret, such as pauses
 * @param settings how often and how long
 */
public record EngineEnvironment(
        NetworkProfile profile,
        GuardLink guards,
        SeedLink seeds,
        PageFetcher pages,
        Clock clock,
        Pace pace,
        SecureRandom secrets,
        RandomGenerator chance,
        EngineSettings settings) {

    /** One that waits as the world does. */
    public EngineEnvironment(
            NetworkProfile profile,
            GuardLink guards,
            SeedLink seeds,
            PageFetcher pages,
            Clock clock,
            SecureRandom secrets,
            RandomGenerator chance,
            EngineSettings settings) {
        this(profile, guards, seeds, pages, clock, Pace.REAL, secrets, chance, settings);
    }
}

package hearth.appliance;

import hearth.appliance.config.BoxConfig;
import hearth.appliance.folder.DataFolder;
import hearth.appliance.household.BoxHousehold;
import hearth.appliance.life.Parts;
import hearth.appliance.machine.BoxMachine;
import hearth.appliance.machine.GuestMachine;
import hearth.appliance.machine.HomeNetwork;
import hearth.appliance.machine.LifeSigns;
import hearth.appliance.machine.Packaging;
import hearth.appliance.machine.SelfCheck;
import hearth.appliance.network.EngineLinks;
import hearth.appliance.trust.BoxTrust;
import hearth.appliance.trust.HomeAddresses;
import hearth.appliance.trust.TrustTable;
import hearth.appliance.trust.TrustWatch;
import hearth.appliance.wallet.LedgerAccess;
import hearth.appliance.wallet.NetworkDoors;
import hearth.client.network.PageFetcher;
import hearth.client.vault.PasswordCost;
import hearth.sqlite.Database;
import hearth.sqlite.Options;
import hearth.sqlite.StoreException;
import hearth.web.WebConfig;
import hearth.web.WebServer;
import hearth.web.household.BoxName;
import hearth.web.household.Household;
import hearth.web.machine.Machine;
import hearth.web.trust.Ports;
import hearth.web.trust.Seals;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;

/**
 * A household box that runs. This is the one place where the parts meet: network, accounts, household, trust, pages.
 * They start side by side where they can, and stop in the reverse of the order below.
 */
public final class Box {

    /** Everything a box gets from outside. */
    public record Surroundings(
            Clock clock, SecureRandom random, HomeAddresses addresses, PageFetcher pages, PasswordCost passwordCost) {}

    private final BoxConfig config;
    private final BoxNetwork network;
    private final BoxTrust trust;
    private final BoxHousehold household;
    private final WebServer web;

    private Box(BoxConfig config, BoxNetwork network, BoxTrust trust, BoxHousehold household, WebServer web) {
        this.config = config;
        this.network = network;
        this.trust = trust;
        this.household = household;
        this.web = web;
    }

    /**
     * Starts a box on the data in {@code folder}. Returns when everything is up; what had started before a failure is in
     * {@code parts}, which the caller closes either way.
     */
    public static Box start(BoxConfig config, DataFolder folder, Surroundings around, Parts parts) throws Exception {
        var clock = around.clock();
        var random = around.random();

        var network = BoxNetwork.start(config, folder, around, parts);
        var database = parts.start("household database", () -> database(folder));
        var trust = BoxTrust.open(new TrustTable(database), around.addresses(), around.passwordCost(), clock, random);
        var links = parts.start(
                "network links",
                () -> new EngineLinks(
                        () -> BoxNetwork.soon(network::profile), network::way, around.pages(), clock, random));
        var members = folder.folder("members");
        var owners = new NetworkDoors(network, folder.path(), clock, random);
        var household = parts.start(
                "household",
                () -> BoxHousehold.open(
                        database,
                        members,
                        around.passwordCost(),
                        links,
                        owners,
                        trust,
                        config.household(),
                        clock,
                        random));
        var machine = machine(config, folder, trust, network);
        var web = parts.start("pages", () -> pages(config, household, trust, machine, clock, random));
        trust.onChange(web::renew);
        parts.start("trust watch", () -> TrustWatch.start(trust, config.trust().checkEvery()));
        var _ = network.profile();
        household.goOn();
        var check = new SelfCheck(trust, config.web().bind(), web.ports().https());
        parts.start("signs of life", () -> LifeSigns.start(System.getenv(), check));
        return new Box(config, network, trust, household, web);
    }

    private static Database database(DataFolder folder) throws StartException {
        try {
            return Database.open(folder.path().resolve("household.db"), BoxHousehold.SCHEMA, Options.DEFAULT);
        } catch (StoreException failure) {
            throw new StartException(
                    switch (failure.problem()) {
                        case CORRUPT -> "The household's database is damaged; restore the data folder from a backup";
                        case NEWER_SCHEMA -> "The household's database was written by a newer Hearth; install that one";
                        case FULL -> "The disk is full";
                        default -> "The household's database cannot be opened: " + failure.getMessage();
                    },
                    failure);
        }
    }

    /** The machine, which learns here what it missed if the power failed after the box got its owner. */
    private static Machine machine(BoxConfig config, DataFolder folder, BoxTrust trust, BoxNetwork network) {
        var root = Path.of("/");
        var home = home(trust);
        if (config.machine().isEmpty()) {
            return new GuestMachine(Packaging.keeper(), Packaging.version(), folder.path(), root, home);
        }
        var machine = new BoxMachine(config.machine().get(), folder.path(), root, home);
        var seals = new Seals(trust);
        machine.show(seals.current().line());
        trust.onChange(_ -> machine.show(seals.current().line()));
        trust.name().ifPresent(machine::owned);
        network.ports().forEach(machine::open);
        return machine;
    }

    private static HomeNetwork home(BoxTrust trust) {
        return new HomeNetwork() {
            @Override
            public Optional<String> name() {
                return trust.name().map(BoxName::text);
            }

            @Override
            public Optional<String> address() {
                return trust.homeAddress().map(BoxTrust::urlText);
            }
        };
    }

    private static WebServer pages(
            BoxConfig config, BoxHousehold household, BoxTrust trust, Machine machine, Clock clock, SecureRandom random)
            throws StartException {
        var web = config.web();
        PortTrouble.check(web);
        var place = WebConfig.at(web.bind().getHostAddress(), web.httpsPort(), web.httpPort(), web.zone());
        return WebServer.start(place, trust.identity(), household, trust, machine, clock, random);
    }

    /** The people of this box, for whoever drives it without a browser. */
    public Household household() {
        return household;
    }

    /** The ledger of the network the box is on, if it keeps one, for whoever drives it without a browser. */
    public Optional<LedgerAccess> ledger() {
        return network.ledger();
    }

    /** The ports in use. */
    public Ports ports() {
        return web.ports();
    }

    /** Where people open the box: the landing page for devices in the house, and the messenger itself. */
    public String invitation() {
        var host = host(config.web().bind());
        return "Hearth is ready: open http://" + host + ":" + web.ports().http()
                + " on any device in the house, or https://" + host + ":"
                + web.ports().https() + " directly";
    }

    private String host(InetAddress bind) {
        return bind.isAnyLocalAddress()
                ? trust.homeAddress().map(BoxTrust::urlText).orElse("localhost")
                : BoxTrust.urlText(bind);
    }
}

package hearth.web;

import hearth.web.account.Declines;
import hearth.web.door.FrontRoutes;
import hearth.web.door.LockRoutes;
import hearth.web.door.SignInRoutes;
import hearth.web.emoji.EmojiRoutes;
import hearth.web.emoji.Emojis;
import hearth.web.help.HelpRoutes;
import hearth.web.household.Household;
import hearth.web.inbox.AlertWords;
import hearth.web.inbox.AttachRoutes;
import hearth.web.inbox.DetailsRoutes;
import hearth.web.inbox.LabelRoutes;
import hearth.web.inbox.MediaRoutes;
import hearth.web.inbox.MessageRoutes;
import hearth.web.inbox.NewChatRoutes;
import hearth.web.inbox.ReadingRoutes;
import hearth.web.inbox.RequestRoutes;
import hearth.web.inbox.SearchRoutes;
import hearth.web.inbox.StandingRoutes;
import hearth.web.inbox.TidyingRoutes;
import hearth.web.inbox.WritingRoutes;
import hearth.web.ledger.LedgerRoutes;
import hearth.web.live.LiveRoutes;
import hearth.web.machine.Machine;
import hearth.web.machine.MachineRoutes;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Times;
import hearth.web.path.PathRoutes;
import hearth.web.people.JoinRoutes;
import hearth.web.people.PeopleRoutes;
import hearth.web.profile.AccountsRoutes;
import hearth.web.profile.AvatarRoutes;
import hearth.web.profile.ProfileRoutes;
import hearth.web.session.SignInGate;
import hearth.web.settings.AlertRoutes;
import hearth.web.settings.SafetyRoutes;
import hearth.web.settings.SettingsRoutes;
import hearth.web.setup.AccountRoutes;
import hearth.web.setup.BoxRoutes;
import hearth.web.setup.PairingGate;
import hearth.web.setup.RecoveryRoutes;
import hearth.web.trust.Links;
import hearth.web.trust.Seals;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneId;

/** Every group of routes and what it is made from. */
record Features(
        Household household,
        Machine machine,
        Declines declines,
        Links links,
        Seals seals,
        Texts texts,
        Clock clock,
        ZoneId zone,
        SecureRandom random) {

    void addTo(Routes routes) {
        var times = new Times(clock, zone, texts);
        var emojis = new Emojis();
        var gate = new SignInGate(household, clock);
        new FrontRoutes(household, clock).addTo(routes);
        new SignInRoutes(household, gate, texts).addTo(routes);
        new BoxRoutes(household, new PairingGate(machine, clock), texts).addTo(routes);
        new AccountRoutes(texts).addTo(routes);
        new RecoveryRoutes(gate, seals, links, texts, times, clock, random).addTo(routes);
        new PeopleRoutes(household, links, texts, times).addTo(routes);
        new JoinRoutes(household, texts, times).addTo(routes);
        new SearchRoutes(texts, times, declines, zone).addTo(routes);
        new ReadingRoutes(texts, times, declines, emojis).addTo(routes);
        new WritingRoutes(texts, times, declines, emojis).addTo(routes);
        new DetailsRoutes(texts, times, declines, emojis).addTo(routes);
        new AttachRoutes(texts, times, declines).addTo(routes);
        new MediaRoutes(texts, times, declines).addTo(routes);
        new NewChatRoutes(texts).addTo(routes);
        new EmojiRoutes(emojis, texts).addTo(routes);
        new MessageRoutes(texts, declines).addTo(routes);
        new TidyingRoutes(texts, times, declines).addTo(routes);
        new LabelRoutes(texts, declines).addTo(routes);
        new RequestRoutes(texts, times, declines).addTo(routes);
        new StandingRoutes(texts, times, declines).addTo(routes);
        new LockRoutes(gate, texts).addTo(routes);
        new SafetyRoutes(gate, texts).addTo(routes);
        new AccountsRoutes(texts).addTo(routes);
        new ProfileRoutes(texts).addTo(routes);
        new AvatarRoutes(texts).addTo(routes);
        new PathRoutes(times).addTo(routes);
        new LedgerRoutes(gate, texts, times, clock, random).addTo(routes);
        new SettingsRoutes(texts).addTo(routes);
        new MachineRoutes(machine, gate, texts).addTo(routes);
        HelpRoutes.addTo(routes);
        new AlertRoutes(texts).addTo(routes);
        new LiveRoutes(declines, new AlertWords(texts, times)).addTo(routes);
    }
}

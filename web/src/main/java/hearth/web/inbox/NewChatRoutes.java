package hearth.web.inbox;

import hearth.client.conversation.SendResult;
import hearth.client.network.Names;
import hearth.protocol.id.SessionId;
import hearth.web.account.Chats;
import hearth.web.page.Answer;
import hearth.web.page.Problems;
import hearth.web.page.Routes;
import hearth.web.page.Texts;
import hearth.web.page.Visit;
import hearth.web.scan.AccountIds;
import hearth.web.scan.ScanField;
import hearth.web.scan.ScannedCode;

/**
 * Writing to somebody for the first time (product.md M5): by their Account ID, by a link or message that has it, by a name, or by a
 * picture of their QR code. Who was found by anything but the ID itself is shown before anything is sent.
 */
public final class NewChatRoutes {

    private final Texts texts;
    private final SendProblems sendProblems;
    private final ScanField scan;

    public NewChatRoutes(Texts texts) {
        this.texts = texts;
        this.sendProblems = new SendProblems(texts);
        this.scan = new ScanField(texts);
    }

    public void addTo(Routes routes) {
        routes.writers()
                .get("/new", this::open)
                .post("/new", this::start)
                .post("/new/find", this::find)
                .upload("/new/scan", this::scan);
    }

    /** Empty, with the ID of a link, or with one's own, for who wants to write to themself. */
    private Answer open(Visit visit, Chats chats) {
        var to = visit.query("to").orElse("");
        if (to.equals("self")) {
            return NewChatPage.of(chats.id().hex(), "").answer();
        }
        var empty = NewChatPage.of("", "");
        return AccountIds.in(to)
                .map(id -> empty.with(FoundPerson.byId(texts.get("new.found-id"), id, chats, texts)))
                .orElse(empty)
                .answer();
    }

    private Answer start(Visit visit, Chats chats) {
        var typed = typed(visit);
        var problems = new Problems();
        var whom = Whom.of(typed.id());
        if (whom instanceof Whom.Wrong wrong) {
            problems.add("id", explain(wrong));
        }
        if (typed.text().isBlank()) {
            problems.add("text", texts.get("send.empty"));
        }
        if (problems.any()) {
            return typed.answer(problems);
        }
        return whom instanceof Whom.Person(var person) ? send(chats, person, typed) : find(chats, whom, typed);
    }

    private static NewChatPage typed(Visit visit) {
        return NewChatPage.of(visit.form().line("id"), visit.form().text("text"));
    }

    private Answer send(Chats chats, SessionId person, NewChatPage typed) {
        var result = chats.send(person, typed.text());
        if (result instanceof SendResult.Queued queued) {
            return new Answer.Redirect("/chats/" + queued.conversation().text());
        }
        var problems = new Problems();
        sendProblems.of(result).ifPresent(problem -> problems.add(field(result), problem));
        return typed.answer(problems);
    }

    private static String field(SendResult result) {
        return result instanceof SendResult.NotAllowed ? "id" : "text";
    }

    private Answer find(Visit visit, Chats chats) {
        var typed = typed(visit);
        return find(chats, Whom.of(typed.id()), typed);
    }

    private Answer find(Chats chats, Whom whom, NewChatPage typed) {
        return switch (whom) {
            case Whom.Person(var id) ->
                typed.with(FoundPerson.byId(texts.get("new.found-id"), id, chats, texts))
                        .answer();
            case Whom.Name(var name) -> lookUp(chats, name, typed);
            case Whom.Wrong wrong -> typed.answer(new Problems().add("id", explain(wrong)));
        };
    }

    private String explain(Whom.Wrong wrong) {
        return switch (wrong) {
            case Whom.Nothing() -> texts.get("new.id-missing");
            case Whom.OddCharacter(var position) -> texts.get("new.id-character", position);
            case Whom.WrongLength(var length) -> texts.get("new.id-length", length, SessionId.HEX_LENGTH);
            case Whom.NoPerson() -> texts.get("new.id-kind");
            case Whom.NoName() -> texts.get("new.name-wrong", Whom.NAME_LENGTH_MAX);
        };
    }

    private Answer lookUp(Chats chats, String name, NewChatPage typed) {
        return switch (answer(chats, name)) {
            case Names.Answer.Account(var id) ->
                typed.with(FoundPerson.byName(name, id, chats, texts)).answer();
            case Names.Answer.Nobody() -> nobody(typed, texts.get("new.name-nobody", name));
            case Names.Answer.Unreadable() -> nobody(typed, texts.get("new.name-unreadable", name));
            case Names.Answer.NotAName() -> nobody(typed, texts.get("new.name-wrong", Whom.NAME_LENGTH_MAX));
            case Names.Answer.Disagreement() -> nobody(typed, texts.get("new.name-disagreement", name));
            case Names.Answer.NotReached() -> nobody(typed, texts.get("new.name-not-reached", name));
            case Names.Answer.NoNames() -> nobody(typed, texts.get("new.name-none"));
        };
    }

    private static Names.Answer answer(Chats chats, String name) {
        try {
            return chats.names().find(name);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return new Names.Answer.NotReached();
        }
    }

    private static Answer nobody(NewChatPage typed, String why) {
        return typed.answer(new Problems().add("id", why));
    }

    private Answer scan(Visit visit, Chats chats) {
        var problems = new Problems();
        var page = NewChatPage.of("", "");
        var code = scan.read(visit, problems);
        if (code.isEmpty()) {
            return page.answer(problems);
        }
        return switch (code.get()) {
            case ScannedCode.Person(var id) ->
                page.with(FoundPerson.byId(texts.get("new.found-code"), id, chats, texts))
                        .answer();
            case ScannedCode.Recovery _ -> page.answer(problems.add(ScanField.ID, texts.get("new.code-recovery")));
            case ScannedCode.Community() -> page.answer(problems.add(ScanField.ID, texts.get("new.code-community")));
            case ScannedCode.Group() -> page.answer(problems.add(ScanField.ID, texts.get("new.code-group")));
            case ScannedCode.Other() -> page.answer(problems.add(ScanField.ID, texts.get("new.code-other")));
        };
    }
}

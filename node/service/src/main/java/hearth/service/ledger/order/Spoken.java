package hearth.service.ledger.order;

import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.ledger.Ballot;
import hearth.protocol.ledger.Block;
import hearth.protocol.ledger.Canonical;
import hearth.protocol.ledger.ListReader;
import java.util.Optional;

/**
 * What this box said in one step, kept so that it never says anything else. As bt: a list of kind, height, round, talk, block (a
 * list without items for none).
 *
 * @param talk  with the same question throughout
 * @param block what it is about; empty for nothing
 */
record Spoken(Ballot.Question question, Message.Talk talk, Optional<Block> block) {

    private static final int FIELDS = 5;

    byte[] encode() {
        return BtCodec.encode(form());
    }

    static Spoken decode(byte[] bytes) throws FormatException {
        return Canonical.decode(bytes, LedgerLink.MESSAGE_BYTES_MAX * 2, "Spoken", Spoken::read, Spoken::form);
    }

    private Bt form() {
        return Bt.list(
                Bt.of(question.kind().ordinal()),
                Bt.of(question.height()),
                Bt.of(question.round()),
                talk.form(),
                block.map(Block::form).orElseGet(Bt::list));
    }

    private static Spoken read(Bt form) throws FormatException {
        var in = new ListReader(form, FIELDS, "Spoken");
        var kind = Ballot.Kind.values()[in.number(Ballot.Kind.values().length - 1)];
        var question = new Ballot.Question(kind, in.number(), in.number(Ballot.ROUND_MAX));
        var talk = Message.Talk.read(in.value());
        var block = in.value();
        var isThere = !(block instanceof Bt.List(var items) && items.isEmpty());
        return new Spoken(question, talk, isThere ? Optional.of(Block.read(block)) : Optional.empty());
    }
}

package hearth.service.ledger.order;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.bt.Bt;
import hearth.protocol.bt.BtCodec;
import hearth.protocol.ledger.Ballot;
import hearth.protocol.ledger.Block;
import hearth.protocol.ledger.BlockItem;
import hearth.protocol.ledger.Canonical;
import hearth.protocol.ledger.CertifiedBlock;
import hearth.protocol.ledger.Epoch;
import hearth.protocol.ledger.Forms;
import hearth.protocol.ledger.ListReader;
import hearth.protocol.ledger.Voters;
import java.util.List;
import java.util.Optional;

/** What boxes tell each other. Written as a bt list that begins with the name of its kind. */
sealed interface Message {

    /** Ballots of {@link Voters#MAX} voters for both steps of three rounds. */
    int BALLOTS_MAX = 6 * Voters.MAX;

    /** The most blocks, or items, of one message. */
    int MANY = 500;

    /** The most epochs of one message. */
    int EPOCHS_MAX = 200;

    /** The longest part of a snapshot. */
    int PART_BYTES_MAX = 1 << 20;

    /**
     * Something that could be decided.
     *
     * @param ballot of kind {@link Ballot.Kind#PROPOSAL}, for {@code block}
     * @param lock   prevotes of more than two thirds for the same decision in an earlier round, if the proposer knows any
     */
    record Proposal(Ballot ballot, Block block, List<Ballot> lock) {

        public Proposal {
            lock = List.copyOf(lock);
            if (ballot.question().kind() != Ballot.Kind.PROPOSAL
                    || !ballot.decision().orElseThrow().block().equals(block.hash())) {
                throw new IllegalArgumentException("The ballot proposes another block");
            }
        }

        int round() {
            return ballot.question().round();
        }

        Bt form() {
            return Bt.list(ballot.form(), block.form(), Forms.list(lock, Ballot::form));
        }

        static Proposal read(Bt form) throws FormatException {
            var in = new ListReader(form, 3, "Proposal");
            return new Proposal(Ballot.read(in.value()), Block.read(in.value()), in.list(Voters.MAX, Ballot::read));
        }
    }

    /** What voters said, all about one height. */
    record Talk(Optional<Proposal> proposal, List<Ballot> ballots) implements Message {

        static final String TAG = "talk";

        public Talk {
            ballots = List.copyOf(ballots);
        }

        @Override
        public Bt form() {
            return Bt.list(
                    Bt.text(TAG), proposal.map(Proposal::form).orElseGet(Bt::list), Forms.list(ballots, Ballot::form));
        }

        static Talk read(Bt form) throws FormatException {
            var in = new ListReader(form, 3, "Talk");
            in.value();
            var proposal = in.value();
            var isThere = !(proposal instanceof Bt.List(var items) && items.isEmpty());
            return new Talk(
                    isThere ? Optional.of(Proposal.read(proposal)) : Optional.empty(),
                    in.list(BALLOTS_MAX, Ballot::read));
        }
    }

    /**
     * Where the sender is; the answer is what it lacks.
     *
     * @param height      the block that it wants next
     * @param round       0 if it has not begun
     * @param hasProposal whether it has the proposal of that round
     * @param prevotes    a bit per voter whose prevote of that round it has, the first in the lowest bit of the first byte
     * @param precommits  the same for precommits
     */
    record Status(long height, int round, boolean hasProposal, Bytes prevotes, Bytes precommits) implements Message {

        static final String TAG = "status";

        @Override
        public Bt form() {
            return Bt.list(
                    Bt.text(TAG),
                    Bt.of(height),
                    Bt.of(round),
                    Bt.of(hasProposal ? 1 : 0),
                    Forms.of(prevotes),
                    Forms.of(precommits));
        }

        private static Status read(Bt form) throws FormatException {
            var in = new ListReader(form, 6, "Status");
            in.value();
            return new Status(
                    in.number(),
                    in.number(Ballot.ROUND_MAX),
                    in.number(1) == 1,
                    in.bytes(Bits.BYTES),
                    in.bytes(Bits.BYTES));
        }
    }

    /**
     * Final blocks, ascending without gaps.
     *
     * @param tip how many blocks the sender has
     */
    record Blocks(long tip, List<CertifiedBlock> blocks) implements Message {

        static final String TAG = "blocks";

        public Blocks {
            blocks = List.copyOf(blocks);
        }

        @Override
        public Bt form() {
            return Bt.list(Bt.text(TAG), Bt.of(tip), Forms.list(blocks, CertifiedBlock::form));
        }

        private static Blocks read(Bt form) throws FormatException {
            var in = new ListReader(form, 3, "Blocks");
            in.value();
            return new Blocks(in.number(), in.list(MANY, CertifiedBlock::read));
        }
    }

    /** Items that wait for a block. */
    record Items(List<BlockItem> items) implements Message {

        static final String TAG = "items";

        public Items {
            items = List.copyOf(items);
        }

        @Override
        public Bt form() {
            return Bt.list(Bt.text(TAG), Forms.list(items, BlockItem::form));
        }

        private static Items read(Bt form) throws FormatException {
            var in = new ListReader(form, 2, "Items");
            in.value();
            return new Items(in.list(MANY, BlockItem::read));
        }
    }

    /** Asks for the epochs after {@code height}; answered by {@link Epochs}. */
    record EpochsWish(long height) implements Message {

        static final String TAG = "epochs?";

        @Override
        public Bt form() {
            return Bt.list(Bt.text(TAG), Bt.of(height));
        }

        private static EpochsWish read(Bt form) throws FormatException {
            var in = new ListReader(form, 2, "Wish for epochs");
            in.value();
            return new EpochsWish(in.number());
        }
    }

    /**
     * Epochs, ascending, and what snapshot there is.
     *
     * @param certified the block of the sender's snapshot; empty if it has none
     * @param parts     of the snapshot
     */
    record Epochs(List<Epoch> epochs, Optional<CertifiedBlock> certified, int parts) implements Message {

        static final String TAG = "epochs";

        public Epochs {
            epochs = List.copyOf(epochs);
        }

        @Override
        public Bt form() {
            return Bt.list(
                    Bt.text(TAG),
                    Forms.list(epochs, Epoch::form),
                    certified.map(CertifiedBlock::form).orElseGet(Bt::list),
                    Bt.of(parts));
        }

        private static Epochs read(Bt form) throws FormatException {
            var in = new ListReader(form, 4, "Epochs");
            in.value();
            var epochs = in.list(EPOCHS_MAX, Epoch::read);
            var certified = in.value();
            var isThere = !(certified instanceof Bt.List(var items) && items.isEmpty());
            return new Epochs(
                    epochs,
                    isThere ? Optional.of(CertifiedBlock.read(certified)) : Optional.empty(),
                    in.number(Snapshots.PARTS_MAX));
        }
    }

    /** Asks for one part, from 0, of the snapshot at {@code height}; answered by {@link Part}. */
    record PartWish(long height, int part) implements Message {

        static final String TAG = "part?";

        @Override
        public Bt form() {
            return Bt.list(Bt.text(TAG), Bt.of(height), Bt.of(part));
        }

        private static PartWish read(Bt form) throws FormatException {
            var in = new ListReader(form, 3, "Wish for a part");
            in.value();
            return new PartWish(in.number(), in.number(Snapshots.PARTS_MAX));
        }
    }

    /** A part of a snapshot. */
    record Part(long height, int part, Bytes bytes) implements Message {

        static final String TAG = "part";

        @Override
        public Bt form() {
            return Bt.list(Bt.text(TAG), Bt.of(height), Bt.of(part), Forms.of(bytes));
        }

        private static Part read(Bt form) throws FormatException {
            var in = new ListReader(form, 4, "Part of a snapshot");
            in.value();
            var height = in.number();
            var part = in.number(Snapshots.PARTS_MAX);
            if (!(in.value() instanceof Bt.Bytes bytes) || bytes.length() > PART_BYTES_MAX) {
                throw new FormatException("Part of a snapshot has up to " + PART_BYTES_MAX + " bytes");
            }
            return new Part(height, part, Bytes.wrap(bytes.value()));
        }
    }

    /** The canonical form. */
    Bt form();

    /** The canonical bytes. */
    default Bytes encode() {
        return Bytes.wrap(BtCodec.encode(form()));
    }

    /** Reads one message from untrusted bytes. Signatures are not looked at. */
    static Message decode(Bytes bytes) throws FormatException {
        return Canonical.decode(bytes.toArray(), LedgerLink.MESSAGE_BYTES_MAX, "Message", Message::read, Message::form);
    }

    private static Message read(Bt form) throws FormatException {
        if (!(form instanceof Bt.List(var items)) || items.isEmpty() || !(items.getFirst() instanceof Bt.Bytes tag)) {
            throw new FormatException("A message is a list that begins with its kind");
        }
        return switch (tag.text()) {
            case Talk.TAG -> Talk.read(form);
            case Status.TAG -> Status.read(form);
            case Blocks.TAG -> Blocks.read(form);
            case Items.TAG -> Items.read(form);
            case EpochsWish.TAG -> EpochsWish.read(form);
            case Epochs.TAG -> Epochs.read(form);
            case PartWish.TAG -> PartWish.read(form);
            case Part.TAG -> Part.read(form);
            default -> throw new FormatException("No message is called so");
        };
    }
}

package hearth.service.ledger.order;

import hearth.protocol.Bytes;
import hearth.protocol.FormatException;
import hearth.protocol.ledger.CertifiedBlock;
import hearth.protocol.ledger.Epoch;
import hearth.protocol.ledger.TrustedVoters;
import hearth.protocol.ledger.UnprovenException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Brings a box that is far behind to the snapshot of another: first all changes of voters, which prove the certificate of the
 * snapshot, then the snapshot in parts. Every answer of the other side is the next question.
 */
final class CatchUp {

    /** A download that goes on for so long without an answer is given up. */
    private static final long PATIENCE_MILLIS = 10_000;

    /** After one that failed the box is content with blocks for so long. */
    private static final long REST_MILLIS = 60_000;

    private final Chain chain;
    private @Nullable Download download;
    private long restsUntil;

    /** What has come so far. */
    private static final class Download {
        private final List<Epoch> epochs = new ArrayList<>();
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private TrustedVoters trusted;
        private @Nullable CertifiedBlock certified;
        private int parts;
        private int next;
        private long heardAt;

        Download(TrustedVoters trusted, long now) {
            this.trusted = trusted;
            heardAt = now;
        }
    }

    CatchUp(Chain chain) {
        this.chain = chain;
    }

    /** What this box can give. */
    Message epochs(Message.EpochsWish wish) {
        var size = chain.store().snapshotSize();
        var block = size.flatMap(
                snapshot -> chain.store().blocks(snapshot.height(), 1).stream().findFirst());
        return new Message.Epochs(
                chain.store().epochs(wish.height(), Message.EPOCHS_MAX),
                block,
                size.map(snapshot -> Snapshots.parts(snapshot.bytes())).orElse(0));
    }

    Optional<Message> part(Message.PartWish wish) {
        return chain.store()
                .snapshotSize()
                .filter(size -> size.height() == wish.height() && wish.part() < Snapshots.parts(size.bytes()))
                .map(_ -> new Message.Part(
                        wish.height(),
                        wish.part(),
                        chain.store().snapshotPart(wish.part() * Message.PART_BYTES_MAX, Message.PART_BYTES_MAX)));
    }

    /** The first question to somebody who has {@code tip} blocks, if a snapshot of theirs is worth it. */
    Optional<Message> question(long tip, long now) {
        if (tip - chain.height() < Snapshots.GAP || isUnderWay(now) || now < restsUntil) {
            return Optional.empty();
        }
        download = new Download(chain.trusted(), now);
        return Optional.of(new Message.EpochsWish(chain.height()));
    }

    /** Whether blocks need not be taken, since a snapshot is coming. */
    boolean isUnderWay(long now) {
        if (download != null && now - download.heardAt >= PATIENCE_MILLIS) {
            giveUp(now);
        }
        return download != null;
    }

    private void giveUp(long now) {
        download = null;
        restsUntil = now + REST_MILLIS;
    }

    /** Takes epochs, and gives the next question. */
    Optional<Message> next(Message.Epochs answer, long now) {
        var under = download;
        if (under == null || under.certified != null) {
            return Optional.empty();
        }
        if (answer.certified().isEmpty() || answer.parts() < 1) {
            giveUp(now);
            return Optional.empty();
        }
        var target = answer.certified().get();
        under.heardAt = now;
        try {
            for (var epoch : answer.epochs()) {
                if (epoch.height() < target.height()) {
                    under.trusted = under.trusted.follow(epoch);
                }
                under.epochs.add(epoch);
            }
            if (answer.epochs().size() == Message.EPOCHS_MAX) {
                return Optional.of(
                        new Message.EpochsWish(answer.epochs().getLast().height()));
            }
            under.trusted.require(target.certificate());
        } catch (UnprovenException forged) {
            giveUp(now);
            return Optional.empty();
        }
        under.epochs.removeIf(epoch -> epoch.height() > target.height());
        under.certified = target;
        under.parts = answer.parts();
        return Optional.of(new Message.PartWish(target.height(), 0));
    }

    /** Takes a part, and gives the next question. With the last part the ledger goes on from there. */
    Optional<Message> next(Message.Part part, long now) {
        var under = download;
        if (under == null
                || under.certified == null
                || part.height() != under.certified.height()
                || part.part() != under.next) {
            return Optional.empty();
        }
        under.heardAt = now;
        under.bytes.writeBytes(part.bytes().toArray());
        under.next++;
        if (under.next < under.parts) {
            return Optional.of(new Message.PartWish(part.height(), under.next));
        }
        download = null;
        try {
            chain.jump(Bytes.wrap(under.bytes.toByteArray()), under.certified, under.epochs);
        } catch (FormatException | UnprovenException forged) {
            giveUp(now);
        }
        return Optional.empty();
    }
}

package hearth.service.ledger.order;

import hearth.protocol.ledger.Block;
import hearth.protocol.ledger.Decision;
import hearth.service.ledger.Applied;

/** A block that could be next, with what it would do. */
record Candidate(Block block, Applied applied, Decision decision) {

    static Candidate of(Block block, Applied applied) {
        var state = applied.state();
        return new Candidate(
                block,
                applied,
                new Decision(
                        block.height(),
                        block.hash(),
                        state.root(),
                        state.voters().hash()));
    }
}

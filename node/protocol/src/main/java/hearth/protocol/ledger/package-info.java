/**
 * What a ledger of one's own is written in: addresses, amounts, transactions, votes, blocks, the genesis of a network and
 * the record of a node, each with one canonical form (network specification 8).
 */
@NullMarked
package hearth.protocol.ledger;

import org.jspecify.annotations.NullMarked;

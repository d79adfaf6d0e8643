/**
 * The disk of one account: tables whose secret columns are encrypted row by row, and nothing about the network.
 *
 * <p>For the engine only. What stays readable in the file without the key: how many conversations and messages there are,
 * their order within a conversation, which are received, sent or failed, and which conversations are accepted or blocked.
 * Names, ids, texts and times are not.
 */
@NullMarked
package hearth.client.store;

import org.jspecify.annotations.NullMarked;

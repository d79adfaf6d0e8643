package hearth.client.network;

import hearth.protocol.id.SessionId;

/** Names that stand for accounts (network specification 7.6). Safe for use by many threads. */
public interface Names {

    /** What came of looking a name up. */
    sealed interface Answer {

        /** Three nodes say that it stands for this account. */
        record Account(SessionId id) implements Answer {}

        /** Three nodes say that nobody has it. */
        record Nobody() implements Answer {}

        /** Somebody has it, and it stands for nothing that can be read. */
        record Unreadable() implements Answer {}

        /** No name looks like that; nobody was asked. */
        record NotAName() implements Answer {}

        /** The nodes say different things, so that none is believed. Trying again asks others. */
        record Disagreement() implements Answer {}

        /** Not enough nodes answered. Trying again later may help. */
        record NotReached() implements Answer {}

        /** The nodes of this network know of no names. */
        record NoNames() implements Answer {}
    }

    /**
     * Asks nodes of different swarms for a name, through paths as everything else. Waits for them, less than a minute.
     *
     * @param typed in any case, spaces around it do not matter
     */
    Answer find(String typed) throws InterruptedException;
}

package hearth.client.network;

/**
 * The network has too few nodes for a path of three, so nothing is sent. A path is never shortened.
 *
 * @param known  nodes in the list
 * @param usable nodes that may be on the path: not the destination, not in the group of nodes that keeps the messages in
 *               question, and in different /24 networks where the profile asks for that
 * @param needed nodes a path has
 */
public record PathShortage(int known, int usable, int needed) {

    /** How many there are, how many are needed, and what is lost with fewer. For a person, in English. */
    public String sentence() {
        return ("This network has %d %s, of which %d can carry this message; a private route needs %d. With fewer, one "
                        + "of them could see both where you are and who you write to, so nothing is sent until there are enough.")
                .formatted(known, known == 1 ? "node" : "nodes", usable, needed);
    }
}

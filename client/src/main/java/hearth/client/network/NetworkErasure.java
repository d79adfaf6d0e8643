package hearth.client.network;

/**
 * What came of asking a swarm to forget an account.
 *
 * @param confirmed members whose signature says that they have nothing of it any more
 * @param members   members of the swarm; 0 if none could be reached
 */
public record NetworkErasure(int confirmed, int members) {

    /** Nobody was reached. */
    public static final NetworkErasure NOTHING = new NetworkErasure(0, 0);

    /** Whether all of the swarm has confirmed. */
    public boolean isComplete() {
        return members > 0 && confirmed >= members;
    }
}

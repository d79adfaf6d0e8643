package hearth.client.config;

import hearth.protocol.community.CommunityRoom;

/** A room of a community that the account joined. */
public record CommunityEntry(CommunityRoom room, GroupSettings settings) {

    @Override
    public String toString() {
        return "CommunityEntry";
    }
}

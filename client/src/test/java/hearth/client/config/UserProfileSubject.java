package hearth.client.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hearth.protocol.FormatException;
import hearth.protocol.account.AccountKeys;
import hearth.vectors.VectorCase;
import java.time.Clock;
import java.util.Optional;

/** The profile in the scenarios of the vectors. */
final class UserProfileSubject implements ConfigSubject<UserProfile> {

    @Override
    public UserProfile fresh(AccountKeys account, Clock clock) {
        return UserProfile.fresh(account, clock);
    }

    @Override
    public UserProfile load(byte[] dump, AccountKeys account, Clock clock) throws FormatException {
        return UserProfile.load(dump, account, clock);
    }

    @Override
    public void set(UserProfile profile, VectorCase step) {
        if (step.has("name")) {
            profile.setName(ConfigSubject.text(step, "name"));
        }
        if (step.has("name_truncated")) {
            profile.setName(Names.truncate(ConfigSubject.text(step, "name_truncated")));
        }
        if (step.node().has("pic")) {
            profile.setPicture(ConfigSubject.picture(step));
        }
        if (step.has("nts_priority")) {
            profile.setSelfPriority(step.number("nts_priority"));
        }
        if (step.node().has("nts_expiry")) {
            profile.setSelfExpirySeconds(step.node().get("nts_expiry").asLong(0));
        }
        if (step.node().has("blinded_msgreqs")) {
            profile.setCommunityRequests(
                    step.has("blinded_msgreqs") ? Optional.of(step.flag("blinded_msgreqs")) : Optional.empty());
        }
    }

    @Override
    public boolean erase(UserProfile profile, VectorCase step) {
        throw new AssertionError("nothing in a profile can be erased");
    }

    @Override
    public ObjectNode content(UserProfile profile) {
        var content = JSON.objectNode();
        content.put("name", profile.name().isEmpty() ? null : ConfigSubject.hex(profile.name()));
        content.set("pic", ConfigSubject.picture(profile.picture()));
        content.put("nts_priority", profile.selfPriority());
        var expiry = profile.selfExpirySeconds();
        content.put("nts_expiry", expiry.isPresent() ? Long.valueOf(expiry.getAsLong()) : null);
        content.put("blinded_msgreqs", profile.communityRequests().orElse(null));
        return content;
    }
}

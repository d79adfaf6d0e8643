package hearth.client.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import hearth.protocol.Bytes;
import hearth.protocol.account.AccountKeys;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of two pictures counts: the chosen one, or the one that a device uploaded again. */
class UserProfileTest {

    private static final Bytes KEY = Bytes.wrap(new byte[ProfilePicture.KEY_BYTES]);
    private static final ProfilePicture CHOSEN = new ProfilePicture("http://files.invalid/file/1", KEY);
    private static final ProfilePicture AGAIN = new ProfilePicture("http://files.invalid/file/2", KEY);
    private static final ProfilePicture OTHER = new ProfilePicture("http://files.invalid/file/3", KEY);

    private final UserProfile profile = UserProfile.fresh(AccountKeys.generate(new SecureRandom()), Clock.systemUTC());

    @Test
    void thePictureThatWasUploadedAgainCountsUntilAnotherOneIsChosen() {
        profile.setPicture(Optional.of(CHOSEN));
        profile.setUpdatedSeconds(100);
        profile.setReuploadedPicture(AGAIN, 200);
        assertEquals(Optional.of(AGAIN), profile.picture());

        profile.setPicture(Optional.of(OTHER));
        profile.setUpdatedSeconds(201);

        assertEquals(Optional.of(OTHER), profile.picture());
        profile.setPicture(Optional.empty());
        profile.setUpdatedSeconds(202);
        assertEquals(Optional.empty(), profile.picture());
    }

    @Test
    void anotherNameChangesThePictureInNeitherCase() {
        profile.setPicture(Optional.of(CHOSEN));
        profile.setUpdatedSeconds(100);
        profile.touch(150);
        assertEquals(Optional.of(CHOSEN), profile.picture());
        assertEquals(150, profile.updatedSeconds());

        profile.setReuploadedPicture(AGAIN, 200);
        profile.touch(300);

        assertEquals(Optional.of(AGAIN), profile.picture());
        assertEquals(300, profile.updatedSeconds());
    }
}

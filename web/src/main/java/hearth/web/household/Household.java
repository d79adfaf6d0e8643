package hearth.web.household;

import java.util.List;

/**
 * The box and the people who live with it. Safe for use by many threads; a method that changes something returns
 * after the change is on disk. Everything a person can do wrong is a case of a result type; a failing disk is a
 * {@link RuntimeException}, which the pages show as "something broke on the box".
 */
public interface Household {

    /** Whether somebody already owns this box, and what it is called. */
    BoxState state();

    /**
     * Makes the first member, the owner, and names the box. Does nothing when there already is an owner, so that the
     * first-run page cannot be used twice.
     */
    CreateOwnerResult createOwner(BoxName box, MemberName owner, Password password);

    /** Everybody who has a door here, the owner first, then in the order they joined. */
    List<Member> members();

    /**
     * Opens a member's door. Takes the same time whether or not somebody of that name lives here, and compares names
     * without regard to case. Slow on purpose (the password is stretched): the caller limits how often it is called.
     */
    SignInResult signIn(MemberName name, Password password);

    /** Invites one person. The token in the answer is given out once: the box itself keeps only a hash of it. */
    InviteResult invite(Member by, MemberName name, Role role);

    /** Invitations that can still be used, oldest first. */
    List<Invitation> invitations();

    /** Makes an invitation useless at once. Unknown and already used ones are passed over. */
    void withdraw(Member by, InvitationId id);

    /** What has become of an invitation. Looking does not use it up. */
    InvitationState invitation(InvitationToken token);

    /** Uses an invitation: makes the member and opens their door. Of two simultaneous attempts exactly one wins. */
    JoinResult join(InvitationToken token, MemberName name, Password password);
}

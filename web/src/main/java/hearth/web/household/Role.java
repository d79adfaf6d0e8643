package hearth.web.household;

/** What a member may do on the box (product.md 4.6). Children, guests and screens come with the rules made for them. */
public enum Role {
    /** Looks after the box: invites people, sees its settings. Cannot read what others write. */
    OWNER,
    /** Has an own door, accounts and settings. */
    ADULT
}

package hearth.client.config;

import hearth.protocol.id.Namespace;

/** The kinds of config, each with the namespace in which it is stored and the word that its encryption depends on. */
public enum ConfigType {
    USER_PROFILE("UserProfile", Namespace.USER_PROFILE),
    CONTACTS("Contacts", Namespace.CONTACTS),
    CONVERSATIONS("ConvoInfoVolatile", Namespace.CONVERSATIONS),
    USER_GROUPS("UserGroups", Namespace.USER_GROUPS),
    GROUP_INFO("groups::Info", Namespace.GROUP_INFO),
    GROUP_MEMBERS("groups::Members", Namespace.GROUP_MEMBERS);

    private final String domain;
    private final int namespace;

    ConfigType(String domain, Namespace namespace) {
        this.domain = domain;
        this.namespace = namespace.value();
    }

    String domain() {
        return domain;
    }

    /** Where messages of this config are stored. */
    public Namespace namespace() {
        return new Namespace(namespace);
    }
}

package hearth.client.config.tree;

/** One value of a config tree. Values never change, so trees may share them. */
public sealed interface ConfigValue permits ConfigScalar, ConfigSet, ConfigDict {

    /** Says whether this is a set or a dictionary without entries, which a tree never keeps. */
    boolean isEmpty();
}

package hearth.client.network;

import hearth.protocol.network.NodeInfo;

/** Which nodes are likely to stand in the same rack. */
final class Subnets {

    private Subnets() {}

    /** The IPv4 /24 network of a node; the whole host where it is no dotted address. */
    static String of(NodeInfo node) {
        var host = node.host();
        var dotted = host.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.');
        var end = host.lastIndexOf('.');
        return dotted && end > 0 ? host.substring(0, end) : host;
    }
}

package hearth.service.conformance;

/** How a request gets to the node that answers it. */
enum Way {
    /** HTTPS, straight to the node. */
    DIRECT,
    /** An onion request posted to the node itself. */
    ONE_HOP,
    /** An onion request that another node hands on. */
    TWO_HOPS,
    /** OMQ, straight to the node: method and parameters come apart, and there is no status but that of an error. */
    OMQ
}

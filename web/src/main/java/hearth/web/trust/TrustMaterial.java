package hearth.web.trust;

/** What a device needs in order to trust this box. Read on every request: it may change while the box runs. */
public interface TrustMaterial {

    /** The box's root certificate, DER. The same as long as the box keeps its root key. */
    byte[] rootCertificate();

    /** Under which names and addresses the box's certificate is valid; requests for any other host are refused. */
    BoxAddresses addresses();
}

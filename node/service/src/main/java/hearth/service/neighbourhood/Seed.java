package hearth.service.neighbourhood;

/**
 * Where a client of the neighbourhood begins.
 *
 * @param url     of the JSON-RPC endpoint
 * @param spkiPin base64 SHA-256 of the public key of its certificate
 */
public record Seed(String url, String spkiPin) {}

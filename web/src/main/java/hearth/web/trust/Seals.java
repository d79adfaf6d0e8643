package hearth.web.trust;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The seal of the box's present certificate, computed once per certificate. */
public final class Seals {

    private final TrustMaterial material;
    /** Guarded by this. */
    private byte @Nullable [] certificate;
    /** Guarded by this. */
    private @Nullable Seal seal;

    public Seals(TrustMaterial material) {
        this.material = material;
    }

    /** The seal to show now. */
    public synchronized Seal current() {
        var now = material.rootCertificate();
        var known = seal;
        if (known != null && Arrays.equals(now, certificate)) {
            return known;
        }
        var fresh = Seal.compute(now);
        certificate = now;
        seal = fresh;
        return fresh;
    }
}

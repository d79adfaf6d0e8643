package hearth.web.trust;

import hearth.web.page.Answer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** The box's root certificate in the forms that devices take. */
final class TrustFiles {

    private TrustFiles() {}

    /** DER, for everything but Apple's phones and tablets. */
    static Answer certificate(TrustMaterial material) {
        return file("application/x-x509-ca-cert", "hearth.crt", material.rootCertificate());
    }

    /** A configuration profile for iPhone and iPad. Unsigned: the device says "Not verified", as the guide explains. */
    static Answer profile(TrustMaterial material) {
        var certificate = material.rootCertificate();
        var payload = UUID.nameUUIDFromBytes(certificate);
        var outer = UUID.nameUUIDFromBytes(payload.toString().getBytes(StandardCharsets.US_ASCII));
        var text = """
                <?xml version="1.0" encoding="UTF-8"?>
                <!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
                <plist version="1.0">
                <dict>
                  <key>PayloadContent</key>
                  <array>
                    <dict>
                      <key>PayloadCertificateFileName</key><string>hearth.cer</string>
                      <key>PayloadContent</key><data>%s</data>
                      <key>PayloadDisplayName</key><string>Hearth box</string>
                      <key>PayloadIdentifier</key><string>hearth.trust.root.%s</string>
                      <key>PayloadType</key><string>com.apple.security.root</string>
                      <key>PayloadUUID</key><string>%s</string>
                      <key>PayloadVersion</key><integer>1</integer>
                    </dict>
                  </array>
                  <key>PayloadDescription</key><string>Lets this device recognise the messenger box of your household. It can vouch for this box and nothing else.</string>
                  <key>PayloadDisplayName</key><string>Hearth box</string>
                  <key>PayloadIdentifier</key><string>hearth.trust.%s</string>
                  <key>PayloadRemovalDisallowed</key><false/>
                  <key>PayloadType</key><string>Configuration</string>
                  <key>PayloadUUID</key><string>%s</string>
                  <key>PayloadVersion</key><integer>1</integer>
                </dict>
                </plist>
                """.formatted(Base64.getEncoder().encodeToString(certificate), payload, payload, outer, outer);
        return file("application/x-apple-aspen-config", "hearth.mobileconfig", text.getBytes(StandardCharsets.UTF_8));
    }

    private static Answer file(String mediaType, String name, byte[] bytes) {
        return new Answer.File(
                mediaType, bytes, Map.of("Content-Disposition", "attachment; filename=\"" + name + "\""));
    }
}

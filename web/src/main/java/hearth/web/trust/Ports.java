package hearth.web.trust;

/**
 * The ports a running box listens on.
 *
 * @param https where the messenger is
 * @param http  where the landing page is
 */
public record Ports(int https, int http) {}

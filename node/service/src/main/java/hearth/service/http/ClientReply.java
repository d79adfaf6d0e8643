package hearth.service.http;

import hearth.protocol.Bytes;

/**
 * What another server answered.
 *
 * @param contentType its {@code Content-Type}, empty if it sent none
 */
public record ClientReply(int status, String contentType, Bytes body) {}

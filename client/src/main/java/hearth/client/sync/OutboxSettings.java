package hearth.client.sync;

import java.time.Duration;

/**
 * How patient the outbox is.
 *
 * @param retryFirst pause after the first failed attempt; doubles
 * @param retryMax   longest pause
 * @param sendersMax lanes that may send at the same moment
 */
public record OutboxSettings(Duration retryFirst, Duration retryMax, int sendersMax) {}

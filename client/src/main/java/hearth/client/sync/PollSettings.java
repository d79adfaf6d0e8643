package hearth.client.sync;

import java.time.Duration;

/**
 * How often the mailbox is looked into.
 *
 * @param waitMax    how long a node is asked to hold a poll open
 * @param fast       pause between polls after something happened, where nodes cannot hold a poll open
 * @param slow       pause between polls when nothing happens
 * @param secondLook how often another member of the swarm is asked
 * @param retryFirst pause after the first failed poll; grows
 * @param retryMax   longest such pause
 */
public record PollSettings(
        Duration waitMax, Duration fast, Duration slow, Duration secondLook, Duration retryFirst, Duration retryMax) {}

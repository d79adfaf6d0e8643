package hearth.client.config.tree;

/** What an earlier version changed. A message carries those of its last few ancestors. */
record Lag(Version version, ConfigDiff diff) {}

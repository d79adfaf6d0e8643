/**
 * What all devices of an account agree on: its profile, contacts, conversations and groups (configuration
 * specification). Each is a {@link hearth.client.config.SyncedConfig}; pure code, no I/O. Read that class first.
 */
@NullMarked
package hearth.client.config;

import org.jspecify.annotations.NullMarked;

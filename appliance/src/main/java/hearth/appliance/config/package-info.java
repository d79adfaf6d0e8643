/**
 * What is decided before the start and read once: keys, their defaults, and the sentence a wrong value earns. What a
 * person may change while the box runs is a setting in the database, not configuration.
 */
@NullMarked
package hearth.appliance.config;

import org.jspecify.annotations.NullMarked;

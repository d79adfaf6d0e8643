/** What the members of a swarm owe each other: requests one of them missed, and messages when members come and go. */
@NullMarked
package hearth.service.swarm;

import org.jspecify.annotations.NullMarked;

/**
 * The core on one machine: a thread for each shard works commands out, one thread commits what all
 * of them led to with one disk sync, then answers leave and calls are made. The door is {@link
 * pawl.embedded.EmbeddedHost}.
 */
@NullMarked
package pawl.embedded;

import org.jspecify.annotations.NullMarked;

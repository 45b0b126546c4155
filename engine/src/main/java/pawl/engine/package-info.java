/**
 * The core's door: the messages that go in and out. A host feeds a shard {@link
 * pawl.engine.Command}s, commits what the returned {@link pawl.engine.Turn} says and only then
 * answers and acts. Everybody outside talks to a {@link pawl.engine.host.Host}.
 */
@NullMarked
package pawl.engine;

import org.jspecify.annotations.NullMarked;

/** What a host offers to everybody outside the core: commands in, committed answers out. */
@NullMarked
package pawl.engine.host;

import org.jspecify.annotations.NullMarked;

/** Runs the commands of a Procfile beside the server, and sees to it that none outlives it. */
@NullMarked
package pawl.dev.process;

import org.jspecify.annotations.NullMarked;

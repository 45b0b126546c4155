/**
 * The jobs of other services that {@code .sync} tasks wait for. {@link
 * pawl.integrations.job.RemoteJobs} is the door; {@link pawl.integrations.job.Catalogue} lists the
 * services, each described in a table; what a table can't say has a class of its own.
 */
@NullMarked
package pawl.integrations.job;

import org.jspecify.annotations.NullMarked;

/**
 * What Task states call. {@link pawl.integrations.Integrations} is the door; each kind of resource
 * has a {@link pawl.integrations.TaskIntegration} in a package below.
 */
@NullMarked
package pawl.integrations;

import org.jspecify.annotations.NullMarked;

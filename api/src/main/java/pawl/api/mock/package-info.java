/** Mocked results of service integrations, held against the API models of the services. */
@NullMarked
package pawl.api.mock;

import org.jspecify.annotations.NullMarked;

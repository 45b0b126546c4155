/** Who sent a request, according to its signature. */
@NullMarked
package pawl.api.auth;

import org.jspecify.annotations.NullMarked;

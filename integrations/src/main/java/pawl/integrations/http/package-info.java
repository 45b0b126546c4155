/** The optimised integration {@code http}: calls of HTTPS APIs through connections. */
@NullMarked
package pawl.integrations.http;

import org.jspecify.annotations.NullMarked;

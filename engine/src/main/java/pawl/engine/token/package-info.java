/** Task tokens: unforgeable addresses of waiting tasks. */
@NullMarked
package pawl.engine.token;

import org.jspecify.annotations.NullMarked;

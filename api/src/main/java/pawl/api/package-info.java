@NullMarked
package pawl.api;

import org.jspecify.annotations.NullMarked;

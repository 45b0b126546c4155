@NullMarked
package pawl.integrations;

import org.jspecify.annotations.NullMarked;

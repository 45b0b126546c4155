/** What expressions see and what they give: data in, data or an error out, no clock, no I/O. */
@NullMarked
package pawl.asl.data;

import org.jspecify.annotations.NullMarked;

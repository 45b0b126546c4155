/**
 * Where the items of a distributed Map come from and its results go to: objects in S3, in the
 * formats that ItemReader and ResultWriter know.
 */
@NullMarked
package pawl.integrations.items;

import org.jspecify.annotations.NullMarked;

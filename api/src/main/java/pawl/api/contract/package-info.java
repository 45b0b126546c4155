/**
 * What a request must look like before anybody acts on it, and how AWS says that it does not: the
 * facts of AWS's model, one validator for all operations, the errors of the protocol.
 */
@NullMarked
package pawl.api.contract;

import org.jspecify.annotations.NullMarked;

/**
 * What the API's actions do, one class for each. They see only input that keeps the contract, add
 * the rules that AWS's model does not tell, and talk to the core through its door.
 */
@NullMarked
package pawl.api.operation;

import org.jspecify.annotations.NullMarked;

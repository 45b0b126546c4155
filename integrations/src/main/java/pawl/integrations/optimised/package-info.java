/** AWS's optimised integrations that add only little to the API call behind them. */
@NullMarked
package pawl.integrations.optimised;

import org.jspecify.annotations.NullMarked;

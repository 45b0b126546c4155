/**
 * Runs Lambda-compatible functions as local processes that speak the Lambda Runtime API. The door
 * is {@link pawl.functions.FunctionHost}; {@link pawl.functions.LambdaApi} puts Lambda's REST API
 * in front of it.
 */
@NullMarked
package pawl.functions;

import org.jspecify.annotations.NullMarked;

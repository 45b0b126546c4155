/** Calls of APIs behind Amazon API Gateway, over plain HTTP. */
@NullMarked
package pawl.integrations.apigateway;

import org.jspecify.annotations.NullMarked;

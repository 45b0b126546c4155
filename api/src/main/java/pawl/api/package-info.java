/**
 * AWS's JSON protocol for Step Functions, without a transport: a server hands every {@code POST /}
 * to {@link pawl.api.AwsJsonEndpoint} and sends back what it answers.
 */
@NullMarked
package pawl.api;

import org.jspecify.annotations.NullMarked;

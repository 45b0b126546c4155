/**
 * The bridge to AWS services over the AWS SDK: any operation of any service whose jar is on the
 * class path, by the descriptions the SDK's own classes carry. The only package that knows the SDK.
 */
@NullMarked
package pawl.integrations.sdk;

import org.jspecify.annotations.NullMarked;

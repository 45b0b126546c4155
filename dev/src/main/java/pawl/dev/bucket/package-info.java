/**
 * S3 on this machine, for the buckets of an application: {@link pawl.dev.bucket.BucketServer}
 * speaks the protocol, {@link pawl.dev.bucket.BucketFolder} keeps objects as files.
 */
@NullMarked
package pawl.dev.bucket;

import org.jspecify.annotations.NullMarked;

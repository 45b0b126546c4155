/** Serves SQS queues inside this process; ElasticMQ stays behind this door. */
@NullMarked
package pawl.dev.queue;

import org.jspecify.annotations.NullMarked;

package pawl.engine;

import org.jspecify.annotations.Nullable;
import pawl.asl.Payload;
import pawl.asl.program.ReaderConfig;

/**
 * The wish for the next piece of a dataset.
 *
 * @param resource of the ItemReader, such as {@code arn:aws:states:::s3:getObject}
 * @param parameters its Parameters or Arguments, evaluated: {@code Bucket}, {@code Key} ...
 * @param position {@link ItemPage.Items#next()} of the piece before; null for the first
 * @param maxItems the piece has no more items than this
 * @param maxBytes the piece ends with the item that reaches this size
 */
public record ItemRequest(
    String resource,
    Payload parameters,
    ReaderConfig config,
    @Nullable String position,
    int maxItems,
    int maxBytes) {}

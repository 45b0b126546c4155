package pawl.dev.bucket;

import java.nio.file.Path;
import java.time.Instant;

/** An object as it is kept. */
record StoredObject(
    String key, Path file, long size, Instant lastModified, String etag, ObjectHeaders headers) {}

package pawl.integrations.sdk;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * An object that is being written: in one request if it is small, else in parts, so that no more
 * than one part is ever in memory. What is not finished leaves nothing behind.
 *
 * <p>All methods throw {@link ObjectStoreException}.
 */
public final class ObjectUpload implements AutoCloseable {
  /** S3 takes parts from 5 MiB and up to 10,000 of them. */
  private static final int PART_BYTES = 8 << 20;

  private final S3Client client;
  private final String bucket;
  private final String key;
  private final String contentType;
  private final ByteArrayOutputStream part = new ByteArrayOutputStream();
  private final List<CompletedPart> parts = new ArrayList<>();
  private @Nullable String uploadId;
  private long size;
  private boolean isDone;

  ObjectUpload(S3Client client, String bucket, String key, String contentType) {
    this.client = client;
    this.bucket = bucket;
    this.key = key;
    this.contentType = contentType;
  }

  public String key() {
    return key;
  }

  /** Bytes written so far. */
  public long size() {
    return size;
  }

  public void write(byte[] bytes) {
    part.writeBytes(bytes);
    size += bytes.length;
    if (part.size() >= PART_BYTES) {
      sendPart();
    }
  }

  /** Makes the object be there. */
  public void finish() {
    if (uploadId == null) {
      attempt(
          () ->
              client.putObject(
                  it -> it.bucket(bucket).key(key).contentType(contentType),
                  RequestBody.fromBytes(part.toByteArray())));
    } else {
      if (part.size() > 0) {
        sendPart();
      }
      String id = uploadId;
      attempt(
          () ->
              client.completeMultipartUpload(
                  it ->
                      it.bucket(bucket)
                          .key(key)
                          .uploadId(id)
                          .multipartUpload(all -> all.parts(parts))));
    }
    isDone = true;
  }

  private void sendPart() {
    String id = uploadId;
    if (id == null) {
      id =
          attempt(
                  () ->
                      client.createMultipartUpload(
                          it -> it.bucket(bucket).key(key).contentType(contentType)))
              .uploadId();
      uploadId = id;
    }
    String upload = id;
    int number = parts.size() + 1;
    String etag =
        attempt(
                () ->
                    client.uploadPart(
                        it -> it.bucket(bucket).key(key).uploadId(upload).partNumber(number),
                        RequestBody.fromBytes(part.toByteArray())))
            .eTag();
    parts.add(CompletedPart.builder().partNumber(number).eTag(etag).build());
    part.reset();
  }

  /** Gives up what is not finished. */
  @Override
  public void close() {
    String id = uploadId;
    if (!isDone && id != null) {
      isDone = true;
      attempt(() -> client.abortMultipartUpload(it -> it.bucket(bucket).key(key).uploadId(id)));
    }
  }

  /** A call of the SDK. */
  private interface Call<T> {
    T make();
  }

  private static <T> T attempt(Call<T> call) {
    try {
      return call.make();
    } catch (SdkException e) {
      throw ObjectStore.failure(e);
    }
  }
}

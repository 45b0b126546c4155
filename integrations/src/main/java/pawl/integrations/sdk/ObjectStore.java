package pawl.integrations.sdk;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.ResponseTransformer;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.S3Exception;

/**
 * S3 as streams, for datasets and results that fit in no memory. Unlike the calls of Task states,
 * these are repeated when they fail for a passing reason: nobody writes a Retry for them.
 *
 * <p>All methods throw {@link ObjectStoreException}, also if the thread is interrupted, which it
 * then stays.
 */
public final class ObjectStore {
  private static final int NO_SUCH_RANGE = 416;

  private final Supplier<S3Client> client;

  public ObjectStore(SdkBridge bridge) {
    this.client = () -> (S3Client) bridge.ownClient("s3");
  }

  /**
   * Which object.
   *
   * @param versionId null for the newest
   */
  public record Place(
      String bucket, String key, @Nullable String versionId, @Nullable String expectedOwner) {
    public Place(String bucket, String key) {
      this(bucket, key, null, null);
    }
  }

  /**
   * An object that is being read; closing it early is cheap.
   *
   * @param body from the wanted byte on
   * @param contentEncoding such as {@code gzip}, or null
   */
  public record Opened(InputStream body, String etag, @Nullable String contentEncoding)
      implements AutoCloseable {
    @Override
    public void close() {
      if (body instanceof ResponseInputStream<?> response) {
        response.abort();
      }
    }
  }

  /** The last bytes of an object, and the size of the whole. */
  public record End(byte[] bytes, long size, String etag) {}

  /**
   * What to list.
   *
   * @param startAfter the listing begins with the key after this; null for the first
   * @param token {@link Listing#next()} of the page before, or null
   */
  public record ListRequest(
      String bucket,
      @Nullable String prefix,
      @Nullable String delimiter,
      @Nullable String expectedOwner,
      @Nullable String startAfter,
      @Nullable String token) {}

  /** An object of a listing; {@code etag} has its quotes. */
  public record Listed(
      String key,
      @Nullable String etag,
      @Nullable Instant lastModified,
      long size,
      @Nullable String storageClass) {}

  /** A page of a listing; {@code next} is null for the last. */
  public record Listing(List<Listed> objects, @Nullable String next) {}

  /**
   * Opens an object.
   *
   * @param from the first byte
   * @param etag the object must still be this one; null for any
   */
  public Opened open(Place place, long from, @Nullable String etag) {
    GetObjectRequest request =
        GetObjectRequest.builder()
            .bucket(place.bucket())
            .key(place.key())
            .versionId(place.versionId())
            .expectedBucketOwner(place.expectedOwner())
            .range(from > 0 ? "bytes=" + from + "-" : null)
            .ifMatch(etag)
            .build();
    try {
      ResponseInputStream<GetObjectResponse> body =
          client.get().getObject(request, ResponseTransformer.toInputStream());
      GetObjectResponse response = body.response();
      if (from > 0 && response.contentRange() == null) {
        body.skipNBytes(from);
      }
      return new Opened(body, String.valueOf(response.eTag()), response.contentEncoding());
    } catch (S3Exception e) {
      if (from > 0 && e.statusCode() == NO_SUCH_RANGE) {
        return new Opened(InputStream.nullInputStream(), String.valueOf(etag), null);
      }
      throw failure(e);
    } catch (SdkClientException | IOException e) {
      throw failure(e);
    }
  }

  /**
   * Reads the last bytes of an object, and so learns its size.
   *
   * @param etag the object must still be this one; null for any
   */
  public End end(Place place, int length, @Nullable String etag) {
    try {
      ResponseBytes<GetObjectResponse> bytes =
          client
              .get()
              .getObjectAsBytes(
                  it ->
                      it.bucket(place.bucket())
                          .key(place.key())
                          .versionId(place.versionId())
                          .expectedBucketOwner(place.expectedOwner())
                          .range("bytes=-" + length)
                          .ifMatch(etag));
      String range = bytes.response().contentRange();
      long size =
          range == null
              ? bytes.response().contentLength()
              : Long.parseLong(range.substring(range.lastIndexOf('/') + 1));
      return new End(bytes.asByteArray(), size, String.valueOf(bytes.response().eTag()));
    } catch (S3Exception e) {
      if (e.statusCode() == NO_SUCH_RANGE) {
        return new End(new byte[0], 0, String.valueOf(etag));
      }
      throw failure(e);
    } catch (SdkClientException e) {
      throw failure(e);
    }
  }

  /** Reads some bytes of an object, which must still be the one with this ETag. */
  public byte[] read(Place place, long from, int length, String etag) {
    try {
      return client
          .get()
          .getObjectAsBytes(
              it ->
                  it.bucket(place.bucket())
                      .key(place.key())
                      .versionId(place.versionId())
                      .expectedBucketOwner(place.expectedOwner())
                      .range("bytes=%d-%d".formatted(from, from + length - 1))
                      .ifMatch(etag))
          .asByteArrayUnsafe();
    } catch (S3Exception | SdkClientException e) {
      throw failure(e);
    }
  }

  public Listing list(ListRequest wanted) {
    ListObjectsV2Request request =
        ListObjectsV2Request.builder()
            .bucket(wanted.bucket())
            .prefix(wanted.prefix())
            .delimiter(wanted.delimiter())
            .expectedBucketOwner(wanted.expectedOwner())
            .startAfter(wanted.token() == null ? wanted.startAfter() : null)
            .continuationToken(wanted.token())
            .build();
    try {
      ListObjectsV2Response response = client.get().listObjectsV2(request);
      return new Listing(
          response.contents().stream()
              .map(
                  it ->
                      new Listed(
                          it.key(),
                          it.eTag(),
                          it.lastModified(),
                          it.size() == null ? 0 : it.size(),
                          it.storageClassAsString()))
              .toList(),
          Boolean.TRUE.equals(response.isTruncated()) ? response.nextContinuationToken() : null);
    } catch (S3Exception | SdkClientException e) {
      throw failure(e);
    }
  }

  /** Begins to write an object, which is there when the upload is finished. */
  public ObjectUpload upload(String bucket, String key, String contentType) {
    return new ObjectUpload(client.get(), bucket, key, contentType);
  }

  /** In the words of the optimised integrations, which are those of the AWS SDK for Java 1. */
  static ObjectStoreException failure(Exception e) {
    if (e instanceof AbortedException) {
      Thread.currentThread().interrupt();
    }
    if (!(e instanceof S3Exception refusal)) {
      return new ObjectStoreException(SdkBridge.reason(e), e);
    }
    AwsErrorDetails details = refusal.awsErrorDetails();
    return new ObjectStoreException(
        "%s (Service: Amazon S3; Status Code: %d; Error Code: %s; Request ID: %s; S3 Extended Request ID: %s; Proxy: null)"
            .formatted(
                details == null ? refusal.getMessage() : details.errorMessage(),
                refusal.statusCode(),
                details == null ? null : details.errorCode(),
                refusal.requestId(),
                refusal.extendedRequestId()),
        e);
  }
}

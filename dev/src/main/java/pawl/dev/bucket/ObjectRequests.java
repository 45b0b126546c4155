package pawl.dev.bucket;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import pawl.dev.bucket.S3Handler.S3Exchange;

/** Requests that are about an object. */
final class ObjectRequests {
  private static final String COPY_SOURCE = "x-amz-copy-source";

  private final BucketFolder folder;

  ObjectRequests(BucketFolder folder) {
    this.folder = folder;
  }

  void answer(S3Exchange request) throws IOException {
    folder.bucket(request.bucket());
    boolean isUpload = request.query().has("uploadId");
    if (request.query().has("acl") || request.query().has("tagging")) {
      throw S3Error.notImplemented("This property of an object");
    }
    switch (request.method()) {
      case "GET", "HEAD" -> {
        if (isUpload) {
          throw S3Error.notImplemented("ListParts");
        }
        get(request);
      }
      case "PUT" -> {
        if (isUpload) {
          putPart(request);
        } else if (request.header(COPY_SOURCE).isEmpty()) {
          put(request);
        } else {
          copy(request);
        }
      }
      case "POST" -> {
        if (request.query().has("uploads")) {
          beginUpload(request);
        } else if (isUpload) {
          finishUpload(request);
        } else {
          throw S3Error.notImplemented("This request");
        }
      }
      case "DELETE" -> {
        if (isUpload) {
          folder.removeUpload(request.query().or("uploadId", ""));
        } else {
          folder.remove(request.bucket(), request.key());
        }
        request.empty(204);
      }
      default -> throw S3Error.notImplemented(request.method());
    }
  }

  // Reading

  private StoredObject existing(String bucket, String key) throws IOException {
    return folder.find(bucket, key).orElseThrow(S3Error::noSuchKey);
  }

  private void get(S3Exchange request) throws IOException {
    StoredObject object = existing(request.bucket(), request.key());
    String match = request.header("If-Match");
    if (!match.isEmpty() && !names(match, object.etag())) {
      throw S3Error.preconditionFailed();
    }
    request
        .set("ETag", object.etag())
        .set("Last-Modified", Times.inHeader(object.lastModified()))
        .set("Accept-Ranges", "bytes")
        .set("Content-Type", "binary/octet-stream");
    object.headers().values().forEach(request::set);
    if (names(request.header("If-None-Match"), object.etag())) {
      request.empty(304);
      return;
    }
    String range = request.header("Range");
    ByteRange whole = new ByteRange(0, object.size() - 1);
    Optional<ByteRange> part = ByteRange.of(range, object.size());
    part.ifPresent(
        it ->
            request.set(
                "Content-Range", "bytes %d-%d/%d".formatted(it.first(), it.last(), object.size())));
    send(request, object, part.isPresent() ? 206 : 200, part.orElse(whole));
  }

  private static void send(S3Exchange request, StoredObject object, int status, ByteRange range)
      throws IOException {
    if (request.method().equals("HEAD")) {
      request.set("Content-Length", String.valueOf(range.length())).empty(status);
      return;
    }
    try (InputStream file = Files.newInputStream(object.file())) {
      file.skipNBytes(range.first());
      request.stream(status, file, range.length());
    }
  }

  /** Whether a header that lists ETags has this one. */
  private static boolean names(String header, String etag) {
    return Arrays.stream(header.split(","))
        .map(String::strip)
        .anyMatch(it -> it.equals("*") || it.replace("\"", "").equals(etag.replace("\"", "")));
  }

  // Writing

  private void put(S3Exchange request) throws IOException {
    String unless = request.header("If-None-Match");
    String match = request.header("If-Match");
    if (!unless.isEmpty() || !match.isEmpty()) {
      Optional<StoredObject> there = folder.find(request.bucket(), request.key());
      boolean isRefused =
          there.isPresent()
              ? names(unless, there.get().etag())
                  || !match.isEmpty() && !names(match, there.get().etag())
              : !match.isEmpty();
      if (isRefused) {
        throw S3Error.preconditionFailed();
      }
    }
    String etag =
        folder.put(request.bucket(), request.key(), request.body(), request.objectHeaders());
    request.set("ETag", etag).empty(200);
  }

  private StoredObject source(S3Exchange request) throws IOException {
    String path =
        URLDecoder.decode(
            request.header(COPY_SOURCE).replace("+", "%2B").replaceFirst("\\?versionId=.*", ""),
            StandardCharsets.UTF_8);
    String[] parts = (path.startsWith("/") ? path.substring(1) : path).split("/", 2);
    return existing(parts[0], parts.length > 1 ? parts[1] : "");
  }

  private void copy(S3Exchange request) throws IOException {
    StoredObject source = source(request);
    boolean replaces = request.header("x-amz-metadata-directive").equals("REPLACE");
    try (InputStream body = Files.newInputStream(source.file())) {
      String etag =
          folder.put(
              request.bucket(),
              request.key(),
              body,
              replaces ? request.objectHeaders() : source.headers());
      request.xml(200, copied("CopyObjectResult", etag));
    }
  }

  private static String copied(String element, String etag) {
    return new Xml()
        .begin(element)
        .element("ETag", etag)
        .element("LastModified", Times.inXml(java.time.Instant.now()))
        .end(element)
        .toString();
  }

  // In parts

  private void beginUpload(S3Exchange request) throws IOException {
    String id = folder.beginUpload(request.bucket(), request.key(), request.objectHeaders());
    request.xml(
        200,
        new Xml()
            .begin("InitiateMultipartUploadResult")
            .element("Bucket", request.bucket())
            .element("Key", request.key())
            .element("UploadId", id)
            .end("InitiateMultipartUploadResult")
            .toString());
  }

  private void putPart(S3Exchange request) throws IOException {
    String id = request.query().or("uploadId", "");
    int number = request.query().number("partNumber", 0);
    if (number < 1 || number > 10_000) {
      throw S3Error.invalid("Part number must be an integer between 1 and 10000, inclusive");
    }
    if (request.header(COPY_SOURCE).isEmpty()) {
      request.set("ETag", folder.putPart(id, number, request.body())).empty(200);
      return;
    }
    StoredObject source = source(request);
    ByteRange range =
        ByteRange.of(request.header("x-amz-copy-source-range"), source.size())
            .orElse(new ByteRange(0, source.size() - 1));
    try (InputStream file = Files.newInputStream(source.file())) {
      file.skipNBytes(range.first());
      String etag = folder.putPart(id, number, new LimitedStream(file, range.length()));
      request.xml(200, copied("CopyPartResult", etag));
    }
  }

  private void finishUpload(S3Exchange request) throws IOException {
    SortedSet<Integer> parts = new TreeSet<>();
    for (List<XmlReader.Value> part : XmlReader.elements(request.body(), "Part")) {
      for (XmlReader.Value value : part) {
        if (value.name().equals("PartNumber")) {
          parts.add(Integer.valueOf(value.text().strip()));
        }
      }
    }
    if (parts.isEmpty()) {
      throw S3Error.invalid("You must specify at least one part");
    }
    String etag =
        folder.finishUpload(
            request.bucket(), request.key(), request.query().or("uploadId", ""), parts);
    request.xml(
        200,
        new Xml()
            .begin("CompleteMultipartUploadResult")
            .element("Bucket", request.bucket())
            .element("Key", request.key())
            .element("ETag", etag)
            .end("CompleteMultipartUploadResult")
            .toString());
  }
}

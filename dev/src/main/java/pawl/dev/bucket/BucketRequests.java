package pawl.dev.bucket;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import pawl.dev.bucket.S3Handler.S3Exchange;

/** Requests that are about a bucket, or all of them. */
final class BucketRequests {
  private final BucketFolder folder;

  BucketRequests(BucketFolder folder) {
    this.folder = folder;
  }

  void list(S3Exchange request) throws IOException {
    Xml xml = new Xml().begin("ListAllMyBucketsResult").begin("Buckets");
    for (String name : folder.buckets()) {
      xml.begin("Bucket")
          .element("Name", name)
          .element("CreationDate", Times.inXml(Instant.EPOCH))
          .end("Bucket");
    }
    request.xml(200, xml.end("Buckets").end("ListAllMyBucketsResult").toString());
  }

  void answer(S3Exchange request) throws IOException {
    switch (request.method()) {
      case "HEAD" -> {
        folder.bucket(request.bucket());
        request.empty(200);
      }
      case "GET" -> get(request);
      case "PUT" -> {
        if (!request.query().values().isEmpty()) {
          throw S3Error.notImplemented("This property of a bucket");
        }
        folder.makeBucket(request.bucket());
        request.set("Location", "/" + request.bucket()).empty(200);
      }
      case "POST" -> {
        if (!request.query().has("delete")) {
          throw S3Error.notImplemented("This request");
        }
        remove(request);
      }
      case "DELETE" -> {
        folder.removeBucket(request.bucket());
        request.empty(204);
      }
      default -> throw S3Error.notImplemented(request.method());
    }
  }

  private static final List<String> LISTING =
      List.of(
          "list-type",
          "prefix",
          "delimiter",
          "max-keys",
          "marker",
          "start-after",
          "continuation-token",
          "encoding-type",
          "fetch-owner",
          "x-id");

  private void get(S3Exchange request) throws IOException {
    folder.bucket(request.bucket());
    if (request.query().has("location")) {
      request.xml(200, new Xml().element("LocationConstraint", "").toString());
    } else if (LISTING.containsAll(request.query().values().keySet())) {
      request.xml(200, Listing.xml(folder, request.bucket(), request.query()));
    } else {
      throw S3Error.notImplemented("This property of a bucket");
    }
  }

  private void remove(S3Exchange request) throws IOException {
    Xml xml = new Xml().begin("DeleteResult");
    for (List<XmlReader.Value> object : XmlReader.elements(request.body(), "Object")) {
      for (XmlReader.Value value : object) {
        if (value.name().equals("Key")) {
          folder.remove(request.bucket(), value.text());
          xml.begin("Deleted").element("Key", value.text()).end("Deleted");
        }
      }
    }
    request.xml(200, xml.end("DeleteResult").toString());
  }
}

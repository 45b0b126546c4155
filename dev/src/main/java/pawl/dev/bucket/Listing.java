package pawl.dev.bucket;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** ListObjectsV2, and ListObjects before it. */
final class Listing {
  private static final int MOST_KEYS = 1_000;

  private final BucketFolder folder;
  private final String bucket;
  private final Query query;
  private final String prefix;
  private final String delimiter;
  private final boolean isVersion2;
  private final int most;
  private final List<StoredObject> objects = new ArrayList<>();
  private final Set<String> commonPrefixes = new LinkedHashSet<>();
  private @Nullable String last;
  private boolean isTruncated;

  private Listing(BucketFolder folder, String bucket, Query query) {
    this.folder = folder;
    this.bucket = bucket;
    this.query = query;
    this.prefix = query.or("prefix", "");
    this.delimiter = query.or("delimiter", "");
    this.isVersion2 = "2".equals(query.or("list-type", ""));
    this.most = Math.clamp(query.number("max-keys", MOST_KEYS), 0, MOST_KEYS);
  }

  static String xml(BucketFolder folder, String bucket, Query query) throws IOException {
    Listing listing = new Listing(folder, bucket, query);
    listing.collect();
    return listing.xml();
  }

  private String after() {
    if (!isVersion2) {
      return query.or("marker", "");
    }
    String token = query.or("continuation-token", "");
    return token.isEmpty()
        ? query.or("start-after", "")
        : new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
  }

  private void collect() throws IOException {
    String after = after();
    KeyWalk[] walk = new KeyWalk[1];
    walk[0] = new KeyWalk(prefix, after, key -> take(key, walk[0]));
    if (!delimiter.isEmpty() && after.startsWith(prefix) && after.endsWith(delimiter)) {
      walk[0].skip(after); // the page before ended with this common prefix
    }
    if (most > 0) {
      walk[0].walk(folder.bucket(bucket));
    }
  }

  private boolean take(String key, KeyWalk walk) throws IOException {
    if (objects.size() + commonPrefixes.size() == most) {
      isTruncated = true;
      return false;
    }
    int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
    if (end >= 0) {
      String common = key.substring(0, end + delimiter.length());
      commonPrefixes.add(common);
      walk.skip(common);
      last = common;
    } else {
      folder.find(bucket, key).ifPresent(objects::add);
      last = key;
    }
    return true;
  }

  private String xml() {
    Xml xml = new Xml().begin("ListBucketResult");
    xml.element("Name", bucket);
    xml.element("Prefix", encoded(prefix));
    if (!delimiter.isEmpty()) {
      xml.element("Delimiter", encoded(delimiter));
    }
    xml.element("MaxKeys", most);
    if (encodes()) {
      xml.element("EncodingType", "url");
    }
    xml.element("IsTruncated", isTruncated);
    if (isVersion2) {
      xml.element("KeyCount", objects.size() + commonPrefixes.size());
    }
    if (isTruncated && last != null) {
      xml.element(
          isVersion2 ? "NextContinuationToken" : "NextMarker",
          isVersion2
              ? Base64.getUrlEncoder().encodeToString(last.getBytes(StandardCharsets.UTF_8))
              : encoded(last));
    }
    for (StoredObject object : objects) {
      xml.begin("Contents")
          .element("Key", encoded(object.key()))
          .element("LastModified", Times.inXml(object.lastModified()))
          .element("ETag", object.etag())
          .element("Size", object.size())
          .element("StorageClass", "STANDARD")
          .end("Contents");
    }
    for (String common : commonPrefixes) {
      xml.begin("CommonPrefixes").element("Prefix", encoded(common)).end("CommonPrefixes");
    }
    return xml.end("ListBucketResult").toString();
  }

  private boolean encodes() {
    return "url".equals(query.or("encoding-type", ""));
  }

  private String encoded(String text) {
    return encodes()
        ? URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("%2F", "/")
        : text;
  }
}

package pawl.observability.trace;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A span as a collector reads it from the bytes of OTLP. */
record ProtoSpan(
    String name,
    String traceId,
    String spanId,
    String parentId,
    long startNanos,
    long endNanos,
    Map<String, String> attributes,
    List<String> events,
    boolean isError) {
  private interface Reader {
    void field(int number, CodedInputStream in, int tag) throws IOException;
  }

  private static void read(byte[] message, Reader reader) throws IOException {
    CodedInputStream in = CodedInputStream.newInstance(message);
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      reader.field(WireFormat.getTagFieldNumber(tag), in, tag);
    }
  }

  /** All spans of an ExportTraceServiceRequest. */
  static List<ProtoSpan> all(byte[] request) throws IOException {
    List<ProtoSpan> spans = new ArrayList<>();
    read(
        request,
        (_, ofResource, _) ->
            read(
                ofResource.readByteArray(),
                (inResource, ofScope, tag) -> {
                  if (inResource != 2) {
                    ofScope.skipField(tag);
                    return;
                  }
                  read(
                      ofScope.readByteArray(),
                      (inScope, span, spanTag) -> {
                        if (inScope == 2) {
                          spans.add(span(span.readByteArray()));
                        } else {
                          span.skipField(spanTag);
                        }
                      });
                }));
    return spans;
  }

  private static ProtoSpan span(byte[] bytes) throws IOException {
    String[] text = {"", "", "", ""};
    long[] times = new long[2];
    Map<String, String> attributes = new LinkedHashMap<>();
    List<String> events = new ArrayList<>();
    boolean[] error = {false};
    read(
        bytes,
        (number, in, tag) -> {
          switch (number) {
            case 1 -> text[1] = HexFormat.of().formatHex(in.readByteArray());
            case 2 -> text[2] = HexFormat.of().formatHex(in.readByteArray());
            case 4 -> text[3] = HexFormat.of().formatHex(in.readByteArray());
            case 5 -> text[0] = in.readString();
            case 7 -> times[0] = in.readFixed64();
            case 8 -> times[1] = in.readFixed64();
            case 9 -> attribute(in.readByteArray(), attributes);
            case 11 ->
                read(
                    in.readByteArray(),
                    (field, event, eventTag) -> {
                      if (field == 2) {
                        events.add(event.readString());
                      } else {
                        event.skipField(eventTag);
                      }
                    });
            case 15 ->
                read(
                    in.readByteArray(),
                    (field, status, statusTag) -> {
                      if (field == 3) {
                        error[0] = status.readEnum() == 2;
                      } else {
                        status.skipField(statusTag);
                      }
                    });
            default -> in.skipField(tag);
          }
        });
    return new ProtoSpan(
        text[0], text[1], text[2], text[3], times[0], times[1], attributes, events, error[0]);
  }

  private static void attribute(byte[] bytes, Map<String, String> attributes) throws IOException {
    String[] pair = {"", ""};
    read(
        bytes,
        (number, in, _) -> {
          if (number == 1) {
            pair[0] = in.readString();
          } else {
            read(
                in.readByteArray(),
                (kind, value, tag) -> {
                  switch (kind) {
                    case 1 -> pair[1] = value.readString();
                    case 2 -> pair[1] = Boolean.toString(value.readBool());
                    case 3 -> pair[1] = Long.toString(value.readInt64());
                    default -> value.skipField(tag);
                  }
                });
          }
        });
    attributes.put(pair[0], pair[1]);
  }
}

package pawl.dev.bucket;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads what requests say in XML: a list of things, each with a few values. */
final class XmlReader {
  private static final int MOST_BYTES = 4 << 20;

  private XmlReader() {}

  /** A value and what it is called. */
  record Value(String name, String text) {}

  /** The values of each element of this name, in their order. */
  static List<List<Value>> elements(InputStream xml, String name) throws IOException {
    // As a whole: the parser would close the stream, which is still to be read to its end.
    InputStream whole = new ByteArrayInputStream(xml.readNBytes(MOST_BYTES));
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    try {
      return elements(factory.createXMLStreamReader(whole), name);
    } catch (XMLStreamException e) {
      throw new S3Error(
          400,
          "MalformedXML",
          "The XML you provided was not well-formed or did not validate against our published"
              + " schema");
    }
  }

  private static List<List<Value>> elements(XMLStreamReader reader, String name)
      throws XMLStreamException {
    List<List<Value>> all = new ArrayList<>();
    List<Value> values = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    boolean isInside = false;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          text.setLength(0);
          if (reader.getLocalName().equals(name)) {
            isInside = true;
            values = new ArrayList<>();
          }
        }
        case XMLStreamConstants.CHARACTERS -> text.append(reader.getText());
        case XMLStreamConstants.END_ELEMENT -> {
          if (reader.getLocalName().equals(name)) {
            isInside = false;
            all.add(values);
          } else if (isInside) {
            values.add(new Value(reader.getLocalName(), text.toString()));
          }
        }
        default -> {}
      }
    }
    return all;
  }
}

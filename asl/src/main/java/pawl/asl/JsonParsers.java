package pawl.asl;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import java.io.DataInput;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;

/**
 * Makes parsers that refuse numbers which no decimal can hold, such as {@code 1e99999999999}:
 * Jackson takes them for good JSON, and throws something that is no JSON error when somebody looks
 * at their value.
 */
final class JsonParsers extends JsonFactory {
  private static final long serialVersionUID = 1;

  @Override
  protected JsonParser _createParser(InputStream in, IOContext context) throws IOException {
    return new Checking(super._createParser(in, context));
  }

  @Override
  protected JsonParser _createParser(Reader reader, IOContext context) throws IOException {
    return new Checking(super._createParser(reader, context));
  }

  @Override
  protected JsonParser _createParser(
      char[] data, int offset, int length, IOContext context, boolean recyclable)
      throws IOException {
    return new Checking(super._createParser(data, offset, length, context, recyclable));
  }

  @Override
  protected JsonParser _createParser(byte[] data, int offset, int length, IOContext context)
      throws IOException {
    return new Checking(super._createParser(data, offset, length, context));
  }

  @Override
  protected JsonParser _createParser(DataInput input, IOContext context) throws IOException {
    return new Checking(super._createParser(input, context));
  }

  private static final class Checking extends JsonParserDelegate {
    /** More digits than that may make an exponent which a decimal cannot have. */
    private static final int EXPONENT_DIGITS = 9;

    Checking(JsonParser parser) {
      super(parser);
    }

    @Override
    public JsonToken nextToken() throws IOException {
      return checked(super.nextToken());
    }

    @Override
    public JsonToken nextValue() throws IOException {
      return checked(super.nextValue());
    }

    @Override
    public JsonParser skipChildren() throws IOException {
      int open = isExpectedStartArrayToken() || isExpectedStartObjectToken() ? 1 : 0;
      while (open > 0) {
        JsonToken token = nextToken();
        if (token == null || token.isStructEnd()) {
          open--;
        } else if (token.isStructStart()) {
          open++;
        }
      }
      return this;
    }

    private JsonToken checked(JsonToken token) throws IOException {
      if (token == JsonToken.VALUE_NUMBER_FLOAT && exponentDigits() > EXPONENT_DIGITS) {
        throw new JsonParseException(
            this, "Numeric value (" + getText() + ") has too large an exponent");
      }
      return token;
    }

    private int exponentDigits() throws IOException {
      char[] text = getTextCharacters();
      int end = getTextOffset() + getTextLength();
      int digits = 0;
      for (int at = end - 1; at >= getTextOffset() && text[at] != '.'; at--) {
        switch (text[at]) {
          case 'e', 'E' -> {
            return digits;
          }
          case '+', '-' -> {}
          default -> digits++;
        }
      }
      return 0;
    }
  }
}

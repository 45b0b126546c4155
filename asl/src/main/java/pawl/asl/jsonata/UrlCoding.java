package pawl.asl.jsonata;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Texts as parts of URLs, as JavaScript's functions write and read them. */
enum UrlCoding {
  ENCODE_COMPONENT("encodeUrlComponent", true, ""),
  ENCODE("encodeUrl", true, ";/?:@&=+$,#"),
  DECODE_COMPONENT("decodeUrlComponent", false, ""),
  DECODE("decodeUrl", false, ";/?:@&=+$,#");

  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.!~*'()";

  private final String function;
  private final boolean encodes;
  private final String kept;

  UrlCoding(String function, boolean encodes, String kept) {
    this.function = function;
    this.encodes = encodes;
    this.kept = kept;
  }

  String function() {
    return function;
  }

  /**
   * @throws Fault D3140 if the text holds half a character or a malformed sequence
   */
  String apply(String text) {
    try {
      return encodes ? encode(text) : decode(text);
    } catch (CharacterCodingException | NumberFormatException e) {
      throw new Fault(ErrorCode.D3140).with("value", text).with("functionName", function);
    }
  }

  private String encode(String text) throws CharacterCodingException {
    ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(java.nio.CharBuffer.wrap(text));
    StringBuilder out = new StringBuilder();
    while (bytes.hasRemaining()) {
      int octet = bytes.get() & 0xFF;
      if (octet < 0x80 && (UNRESERVED.indexOf(octet) >= 0 || kept.indexOf(octet) >= 0)) {
        out.append((char) octet);
      } else {
        out.append('%')
            .append(HEX.toHighHexDigit((byte) octet))
            .append(HEX.toLowHexDigit((byte) octet));
      }
    }
    return out.toString();
  }

  private String decode(String text) throws CharacterCodingException {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      if (text.charAt(at) != '%') {
        out.append(text.charAt(at++));
        continue;
      }
      int first = octet(text, at);
      int count = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
      byte[] bytes = new byte[count];
      for (int i = 0; i < count; i++) {
        bytes[i] = (byte) octet(text, at + i * 3);
      }
      String decoded =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      boolean keep = count == 1 && kept.indexOf(decoded) >= 0;
      out.append(keep ? text.substring(at, at + 3) : decoded);
      at += count * 3;
    }
    return out.toString();
  }

  private static int octet(String text, int at) {
    if (at + 3 > text.length() || text.charAt(at) != '%') {
      throw new NumberFormatException("no octet");
    }
    int high = Character.digit(text.charAt(at + 1), 16);
    int low = Character.digit(text.charAt(at + 2), 16);
    if (high < 0 || low < 0) {
      throw new NumberFormatException("no octet");
    }
    return high * 16 + low;
  }
}

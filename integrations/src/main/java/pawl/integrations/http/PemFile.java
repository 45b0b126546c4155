package pawl.integrations.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Certificates and keys in PEM, the form of OpenSSL. */
final class PemFile {
  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  /** What of an RSA key stands before the key itself in PKCS #8: version and algorithm. */
  private static final byte[] RSA_HEADER = {
    2, 1, 0, 48, 13, 6, 9, 42, (byte) 0x86, 72, (byte) 0x86, (byte) 0xf7, 13, 1, 1, 1, 5, 0
  };

  private static final int OCTET_STRING = 4;
  private static final int SEQUENCE = 48;

  private PemFile() {}

  private record Block(String type, byte[] content) {}

  /**
   * All certificates of a file.
   *
   * @throws GeneralSecurityException if there is none, or one that is none
   */
  static List<X509Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    List<X509Certificate> certificates = new ArrayList<>();
    CertificateFactory factory = CertificateFactory.getInstance("X.509");
    for (Block block : blocks(file)) {
      if (block.type.equals("CERTIFICATE")) {
        certificates.add(
            (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.content)));
      }
    }
    if (certificates.isEmpty()) {
      throw new CertificateException("it has no block BEGIN CERTIFICATE");
    }
    return certificates;
  }

  /**
   * The private key of a file.
   *
   * @throws GeneralSecurityException if there is none that can be used
   */
  static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    for (Block block : blocks(file)) {
      switch (block.type) {
        case "PRIVATE KEY" -> {
          return privateKey(block.content);
        }
        case "RSA PRIVATE KEY" -> {
          return privateKey(inPkcs8(block.content));
        }
        case "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY" ->
            throw new InvalidKeySpecException(
                "it has a block BEGIN %s, but has to have BEGIN PRIVATE KEY: openssl pkcs8 -topk8 -nocrypt -in %s"
                    .formatted(block.type, file.getFileName()));
        default -> {}
      }
    }
    throw new InvalidKeySpecException("it has no block BEGIN PRIVATE KEY");
  }

  private static PrivateKey privateKey(byte[] pkcs8) throws GeneralSecurityException {
    for (String algorithm : List.of("RSA", "EC", "EdDSA")) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
      } catch (InvalidKeySpecException _) {
        // a key of another algorithm
      }
    }
    throw new InvalidKeySpecException("its key is none of RSA, EC or EdDSA");
  }

  private static List<Block> blocks(Path file) throws IOException, InvalidKeySpecException {
    List<Block> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(Files.readString(file, StandardCharsets.ISO_8859_1));
    while (matcher.find()) {
      try {
        blocks.add(
            new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2).strip())));
      } catch (IllegalArgumentException _) {
        throw new InvalidKeySpecException("its block BEGIN " + matcher.group(1) + " is no Base64");
      }
    }
    return blocks;
  }

  private static byte[] inPkcs8(byte[] rsa) {
    byte[] key = element(OCTET_STRING, rsa);
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes(RSA_HEADER);
    content.writeBytes(key);
    return element(SEQUENCE, content.toByteArray());
  }

  /** An element in DER: tag, length, content. */
  private static byte[] element(int tag, byte[] content) {
    ByteArrayOutputStream element = new ByteArrayOutputStream();
    element.write(tag);
    int length = content.length;
    if (length < 0x80) {
      element.write(length);
    } else {
      int bytes = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
      element.write(0x80 | bytes);
      for (int i = bytes - 1; i >= 0; i--) {
        element.write(length >> (8 * i));
      }
    }
    element.writeBytes(content);
    return element.toByteArray();
  }
}

package pawl.integrations.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pawl.engine.TaskReport;
import pawl.integrations.FakeService;

/** A server over TLS whose certificate no public authority has signed. */
class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private static Path keys;

  @TempDir private Path folder;

  private FakeService api;

  /** Certificates that vouch for themselves, and their keys, in the form of OpenSSL. */
  @BeforeAll
  static void makeKeys() throws Exception {
    for (List<String> each :
        List.of(
            List.of("server", "EC"), List.of("client-rsa", "RSA"), List.of("client-ec", "EC"))) {
      String name = each.getFirst();
      Path store = keys.resolve(name + ".p12");
      Process keytool =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                  "-genkeypair",
                  "-alias",
                  name,
                  "-keyalg",
                  each.getLast(),
                  "-dname",
                  "CN=" + name,
                  "-ext",
                  "SAN=ip:127.0.0.1",
                  "-validity",
                  "2",
                  "-keystore",
                  store.toString(),
                  "-storetype",
                  "PKCS12",
                  "-storepass",
                  new String(PASSWORD))
              .redirectErrorStream(true)
              .start();
      String said = new String(keytool.getInputStream().readAllBytes(), US_ASCII);
      assertThat(keytool.waitFor()).as(said).isZero();
      KeyStore loaded = store(name);
      pem(name + ".pem", "CERTIFICATE", loaded.getCertificate(name).getEncoded());
      Key key = loaded.getKey(name, PASSWORD);
      pem(name + ".key", "PRIVATE KEY", key.getEncoded());
      if (key instanceof RSAPrivateCrtKey rsa) {
        pem(name + "-old.key", "RSA PRIVATE KEY", pkcs1(rsa));
      }
    }
  }

  private static KeyStore store(String name) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream file = Files.newInputStream(keys.resolve(name + ".p12"))) {
      store.load(file, PASSWORD);
    }
    return store;
  }

  private static void pem(String file, String type, byte[] content) throws IOException {
    Files.writeString(
        keys.resolve(file),
        "# made for a test\n-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(
                type,
                Base64.getMimeEncoder(64, "\n".getBytes(US_ASCII)).encodeToString(content),
                type));
  }

  /** RFC 8017, A.1.2, as OpenSSL wrote keys before version 3. */
  private static byte[] pkcs1(RSAPrivateCrtKey key) throws IOException {
    java.io.ByteArrayOutputStream numbers = new java.io.ByteArrayOutputStream();
    for (BigInteger number :
        List.of(
            BigInteger.ZERO,
            key.getModulus(),
            key.getPublicExponent(),
            key.getPrivateExponent(),
            key.getPrimeP(),
            key.getPrimeQ(),
            key.getPrimeExponentP(),
            key.getPrimeExponentQ(),
            key.getCrtCoefficient())) {
      numbers.write(der(2, number.toByteArray()));
    }
    return der(48, numbers.toByteArray());
  }

  private static byte[] der(int tag, byte[] content) {
    byte[] length = BigInteger.valueOf(content.length).toByteArray();
    java.io.ByteArrayOutputStream all = new java.io.ByteArrayOutputStream();
    all.write(tag);
    if (content.length >= 128) {
      int from = length[0] == 0 ? 1 : 0;
      all.write(128 | (length.length - from));
      all.write(length, from, length.length - from);
    } else {
      all.write(content.length);
    }
    all.writeBytes(content);
    return all.toByteArray();
  }

  private void start(String client) throws Exception {
    KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(store("server"), PASSWORD);
    TrustManagerFactory others =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore known = KeyStore.getInstance("PKCS12");
    known.load(null, null);
    known.setCertificateEntry("c", store(client).getCertificate(client));
    others.init(known);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), others.getTrustManagers(), null);
    api =
        new FakeService(
            new HttpsConfigurator(context) {
              @Override
              public void configure(HttpsParameters parameters) {
                SSLParameters tls = context.getDefaultSSLParameters();
                tls.setNeedClientAuth(!client.equals("server"));
                parameters.setSSLParameters(tls);
              }
            });
  }

  @AfterEach
  void stop() {
    if (api != null) {
      api.close();
    }
  }

  private TaskReport call(String tls) {
    String connection = "{\"AuthorizationType\": \"NONE\", \"Tls\": " + tls + "}";
    try (HttpTasks tasks = HttpTasks.of(HttpTasks.file(folder, connection))) {
      return tasks.call("GET", api.url(), "");
    }
  }

  private static String tls(String certificate, String key) {
    return """
    {"TrustedCertificates": "%1$s/server.pem",
     "ClientCertificate": "%1$s/%2$s.pem", "ClientKey": "%1$s/%3$s.key"}
    """
        .formatted(keys, certificate, key);
  }

  @Test
  void shouldTrustWhomTheConnectionTrusts() throws Exception {
    start("server");
    assertThat(call("{\"TrustedCertificates\": \"" + keys + "/server.pem\"}"))
        .isInstanceOf(TaskReport.Succeeded.class);
  }

  @Test
  void shouldTrustNobodyElse() throws Exception {
    start("server");
    TaskReport.Failed failed = (TaskReport.Failed) call("{}");
    assertThat(failed.error()).isEqualTo("States.Http.Socket");
    assertThat(failed.cause()).contains("PKIX path");
    assertThat(
            ((TaskReport.Failed) call("{\"TrustedCertificates\": \"" + keys + "/client-ec.pem\"}"))
                .error())
        .isEqualTo("States.Http.Socket");
    assertThat(api.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "client-rsa, client-rsa",
    "client-rsa, client-rsa-old",
    "client-ec, client-ec",
  })
  void shouldShowItsCertificate(String certificate, String key) throws Exception {
    start(certificate);
    assertThat(call(tls(certificate, key))).isInstanceOf(TaskReport.Succeeded.class);
  }

  @Test
  void shouldBeRefusedWithoutACertificate() throws Exception {
    start("client-ec");
    TaskReport.Failed failed =
        (TaskReport.Failed) call("{\"TrustedCertificates\": \"" + keys + "/server.pem\"}");
    assertThat(failed.error()).isEqualTo("States.Http.Socket");
    assertThat(api.requests()).isEmpty();
  }

  @Test
  void shouldSayWhatIsWrongWithAKey() throws Exception {
    pem("encrypted.key", "ENCRYPTED PRIVATE KEY", new byte[] {1});
    pem("broken.key", "PRIVATE KEY", new byte[] {1});
    assertThatThrownBy(
            () ->
                HttpTasks.of(
                    HttpTasks.file(
                        folder,
                        "{\"AuthorizationType\": \"NONE\", \"Tls\": "
                            + tls("client-ec", "encrypted")
                            + "}")))
        .hasMessageContaining("Connections/Api/Tls/ClientKey: ")
        .hasMessageContaining("openssl pkcs8 -topk8 -nocrypt -in encrypted.key");
    assertThatThrownBy(
            () ->
                HttpTasks.of(
                    HttpTasks.file(
                        folder,
                        "{\"AuthorizationType\": \"NONE\", \"Tls\": "
                            + tls("client-ec", "broken")
                            + "}")))
        .hasMessageContaining("its key is none of RSA, EC or EdDSA");
  }
}

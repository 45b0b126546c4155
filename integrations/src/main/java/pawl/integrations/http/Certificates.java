package pawl.integrations.http;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Makes TLS settings of certificates and keys. */
final class Certificates {
  private static final char[] NO_PASSWORD = {};

  private Certificates() {}

  /** A certificate by which this side shows who it is, and its key. */
  record Client(Path certificate, Path key) {}

  /**
   * TLS with certificates of its own.
   *
   * @param trusted certificates of the authorities that the other side may be vouched for by; null
   *     for those that the JVM trusts
   * @param client null if this side shows nothing
   */
  static SSLContext context(@Nullable List<X509Certificate> trusted, @Nullable Client client)
      throws IOException, GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        client == null ? null : identity(client), trusted == null ? null : trust(trusted), null);
    return context;
  }

  private static TrustManager[] trust(List<X509Certificate> trusted)
      throws IOException, GeneralSecurityException {
    KeyStore store = store();
    for (X509Certificate each : trusted) {
      store.setCertificateEntry("authority-" + store.size(), each);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] identity(Client client) throws IOException, GeneralSecurityException {
    KeyStore store = store();
    store.setKeyEntry(
        "client",
        PemFile.privateKey(client.key),
        NO_PASSWORD,
        PemFile.certificates(client.certificate).toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore store() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, NO_PASSWORD);
    return store;
  }
}

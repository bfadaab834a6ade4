package com.skyfit.lake.warehouse;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;
import org.postgresql.ssl.WrappedFactory;

/** Makes connections with servers for which an authority of the operating system or of Java vouches. The JDBC driver makes it, by its name. */
public final class ServerTrust extends WrappedFactory {

    /** Where systems keep their authorities in one file; the first that exists is used: Debian, Red Hat, SUSE, Alpine and macOS. */
    private static final List<Path> BUNDLES = List.of(
            Path.of("/etc/ssl/certs/ca-certificates.crt"),
            Path.of("/etc/pki/tls/certs/ca-bundle.crt"),
            Path.of("/etc/ssl/ca-bundle.pem"),
            Path.of("/etc/ssl/cert.pem"));

    /**
     * Reads the authorities.
     *
     * @param which {@link Encryption#SYSTEM}, {@link Encryption#JAVA}, or empty text for both
     */
    public ServerTrust(String which) throws GeneralSecurityException, IOException {
        Collection<Certificate> authorities = new ArrayList<>();
        if (!which.equals(Encryption.JAVA)) {
            authorities.addAll(ofSystem());
        }
        if (!which.equals(Encryption.SYSTEM)) {
            authorities.addAll(ofJava());
        }
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers(store(authorities)), null);
        factory = context.getSocketFactory();
    }

    /** Whether there is the file that libpq, and the driver by itself, take authorities from. */
    static boolean hasUsualFile() {
        String windows = System.getenv("APPDATA");
        Path folder = isWindows() && windows != null
                ? Path.of(windows, "postgresql")
                : Path.of(System.getProperty("user.home"), ".postgresql");
        return Files.isRegularFile(folder.resolve("root.crt"));
    }

    private static boolean isWindows() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    }

    private static List<Certificate> ofSystem() throws GeneralSecurityException, IOException {
        if (isWindows()) {
            KeyStore roots = KeyStore.getInstance("Windows-ROOT");
            roots.load(null, null);
            List<Certificate> found = new ArrayList<>();
            for (String alias : Collections.list(roots.aliases())) {
                found.add(roots.getCertificate(alias));
            }
            return found;
        }
        String named = System.getenv("SSL_CERT_FILE");
        return inFirst(named == null || named.isEmpty() ? BUNDLES : List.of(Path.of(named)));
    }

    /** The certificates of the first of the files that exists. */
    static List<Certificate> inFirst(List<Path> bundles) throws GeneralSecurityException, IOException {
        for (Path bundle : bundles) {
            if (Files.isRegularFile(bundle)) {
                try (InputStream in = new BufferedInputStream(Files.newInputStream(bundle))) {
                    return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
                }
            }
        }
        return List.of();
    }

    private static List<Certificate> ofJava() throws GeneralSecurityException {
        List<Certificate> found = new ArrayList<>();
        for (TrustManager manager : managers(null)) {
            if (manager instanceof X509TrustManager certificates) {
                found.addAll(List.of(certificates.getAcceptedIssuers()));
            }
        }
        return found;
    }

    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(store);
        return managers.getTrustManagers();
    }

    private static KeyStore store(Collection<Certificate> authorities) throws GeneralSecurityException, IOException {
        if (authorities.isEmpty()) {
            throw new KeyStoreException(
                    "No trusted certificate authority is known; name a file of certificates in PG_SSLROOTCERT");
        }
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (Certificate authority : authorities) {
            store.setCertificateEntry("authority-" + store.size(), authority);
        }
        return store;
    }
}

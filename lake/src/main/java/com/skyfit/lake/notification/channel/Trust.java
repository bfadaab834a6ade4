package com.skyfit.lake.notification.channel;

import com.skyfit.lake.messages.FailureText;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Which servers are believed to be who they say.
 *
 * @param authorities a file of PEM certificates that vouch for them; null for those that Java knows
 */
public record Trust(@Nullable Path authorities) {

    /** Those that Java knows. */
    public static final Trust OF_JAVA = new Trust(null);

    /**
     * What encrypted connections are made by.
     *
     * @throws IOException if the file cannot be used
     */
    SSLContext context() throws IOException {
        try {
            if (authorities == null) {
                return SSLContext.getDefault();
            }
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            try (InputStream in = new BufferedInputStream(Files.newInputStream(authorities))) {
                for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                    store.setCertificateEntry("authority-" + store.size(), one);
                }
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException(
                    "The certificates in " + (authorities == null ? "Java's own store" : authorities)
                            + " cannot be used; expected a file of PEM certificates",
                    e);
        }
    }

    /** Why there is no connection with a server, in a sentence. */
    static String explained(Throwable failure) {
        for (Throwable next = failure; next != null; next = next.getCause()) {
            if (next instanceof SSLException) {
                return "No TLS connection could be established (" + next.getMessage()
                        + "); check the server's certificate, or name the authority that vouches for it in NOTIFY_ROOTCERT";
            }
        }
        return FailureText.of(failure);
    }

    /** A client of the web that believes in these; redirects are not followed, since they would take the message elsewhere. */
    HttpClient client(Duration limit) throws IOException {
        return HttpClient.newBuilder()
                .connectTimeout(limit)
                .sslContext(context())
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }
}

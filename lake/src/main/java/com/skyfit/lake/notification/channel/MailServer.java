package com.skyfit.lake.notification.channel;

import java.util.Locale;

/**
 * A server that takes mail.
 *
 * @param user as whom one logs in; empty text for nobody
 * @param password a secret
 */
public record MailServer(String host, int port, Encryption encryption, String user, String password, Trust trust) {

    /** How a connection with it is protected. */
    public enum Encryption {
        /** Begins in the open, and goes on only if the server can encrypt. */
        STARTTLS(587),
        /** Encrypted from the first byte. */
        TLS(465),
        /** Not at all: for a server on the same machine. */
        NONE(25);

        private final int usualPort;

        Encryption(int usualPort) {
            this.usualPort = usualPort;
        }

        /** The port at which servers usually offer it. */
        public int usualPort() {
            return usualPort;
        }

        /** The encryption as settings name it. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Names the server without the login. */
    @Override
    public String toString() {
        return host + ":" + port;
    }
}

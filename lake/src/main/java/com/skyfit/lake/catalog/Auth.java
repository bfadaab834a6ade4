package com.skyfit.lake.catalog;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** How requests authenticate. Names in braces are settings; {@code {SCOPE}} stands for the scope in capitals. */
public sealed interface Auth {

    /** The setting without which this way cannot be gone. */
    String secret();

    /** The last day on which the source accepts this way at all; null if no end is announced. */
    @Nullable LocalDate lastDay();

    /** The result for this method. */
    <T> T accept(Ways<T> ways);

    /**
     * A function of each authentication method. A new method needs a new case here, so that nobody forgets it.
     *
     * @param <T> the result
     */
    interface Ways<T> {
        T header(Header header);

        T basic(Basic basic);

        T clientCredentials(ClientCredentials client);

        T refreshToken(RefreshToken refresh);
    }

    /**
     * A secret in a request header.
     *
     * @param header the header's name
     * @param scheme the word before the secret, such as {@code Bearer}; empty text for none
     * @param secret the setting that holds the secret
     * @param lastDay on which the source accepts it
     */
    record Header(
            String header,
            String scheme,
            String secret,
            @Nullable LocalDate lastDay) implements Auth {
        @Override
        public <T> T accept(Ways<T> ways) {
            return ways.header(this);
        }
    }

    /**
     * HTTP Basic.
     *
     * @param user the user name, with settings in braces
     * @param secret the setting that holds the password
     * @param lastDay on which the source accepts it
     */
    record Basic(String user, String secret, @Nullable LocalDate lastDay) implements Auth {
        @Override
        public <T> T accept(Ways<T> ways) {
            return ways.basic(this);
        }
    }

    /**
     * OAuth 2, access tokens for a client that acts in its own name (RFC 6749, 4.4).
     *
     * @param client that requests them
     * @param tokenScope the rights asked for
     * @param lastDay on which the source accepts it
     */
    record ClientCredentials(
            Client client, String tokenScope, @Nullable LocalDate lastDay) implements Auth {
        @Override
        public String secret() {
            return client.secret();
        }

        @Override
        public <T> T accept(Ways<T> ways) {
            return ways.clientCredentials(this);
        }
    }

    /**
     * OAuth 2, access tokens for a refresh token (RFC 6749, 6), which each time may be replaced by a new one.
     *
     * @param client that requests them
     * @param secret the setting that holds the first refresh token
     * @param lastDay on which the source accepts it
     */
    record RefreshToken(
            Client client, String secret, @Nullable LocalDate lastDay) implements Auth {
        @Override
        public <T> T accept(Ways<T> ways) {
            return ways.refreshToken(this);
        }
    }

    /**
     * A program as an OAuth 2 server knows it.
     *
     * @param tokenUrl where access tokens are asked for; a path is below the account's address
     * @param tokenUrlSetting the setting that replaces that address; empty text for none
     * @param id the setting that holds the client's id
     * @param secret the setting that holds the client's secret
     * @param inHeader true: id and secret are sent as HTTP Basic beside a form; false: in a JSON body
     */
    record Client(String tokenUrl, String tokenUrlSetting, String id, String secret, boolean inHeader) {}
}

package com.skyfit.lake.configuration;

import java.net.URI;
import java.util.Optional;

/** What is accepted as an address in a setting. */
final class WebAddress {

    private WebAddress() {}

    /** The text as an address of the web; empty if it is none. */
    static Optional<URI> parse(String text) {
        try {
            URI uri = URI.create(text);
            boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            return web && uri.getHost() != null ? Optional.of(uri) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}

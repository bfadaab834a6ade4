package com.skyfit.lake.source;

import com.skyfit.lake.catalog.Source;
import java.net.URI;
import java.util.Map;

/**
 * One scope of a source, ready to be asked.
 *
 * @param source what is asked
 * @param scope whose records: the business unit
 * @param baseUrl the address that listing paths are appended to, without a slash at its end
 * @param headers the request headers that prove who asks; they hold secrets
 * @param secretSetting the name of the setting that the secret came from, for messages
 */
public record Account(Source source, String scope, URI baseUrl, Map<String, String> headers, String secretSetting) {

    public Account {
        headers = Map.copyOf(headers);
    }

    /** Names the account without its secrets. */
    @Override
    public String toString() {
        return source.name() + "." + scope + " at " + baseUrl;
    }
}

package com.skyfit.lake.source.credentials;

import com.skyfit.lake.messages.Secrets;
import com.skyfit.lake.source.Credentials;
import java.util.Map;

/**
 * Headers that stay as they are.
 *
 * @param headers by name; they hold secrets
 */
public record FixedCredentials(Map<String, String> headers) implements Credentials {

    public FixedCredentials {
        headers = Map.copyOf(headers);
        for (String value : headers.values()) {
            Secrets.register(value.substring(value.lastIndexOf(' ') + 1));
        }
    }

    @Override
    public boolean replace(Map<String, String> refused) {
        return false;
    }

    /** Names the headers without their values. */
    @Override
    public String toString() {
        return "FixedCredentials" + headers.keySet();
    }
}

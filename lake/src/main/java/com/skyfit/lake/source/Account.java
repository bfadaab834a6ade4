package com.skyfit.lake.source;

import com.skyfit.lake.catalog.Auth;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Subject;
import java.net.URI;

/**
 * One scope of a source, ready to be asked.
 *
 * @param source that the account belongs to
 * @param scope whose records: the business unit
 * @param baseUrl the address that listing paths are appended to, without a slash at its end
 * @param auth the authentication method in use
 * @param credentials what proves it
 * @param secretSetting the name of the setting that the secret came from, for messages
 */
public record Account(
        Source source, String scope, URI baseUrl, Auth auth, Credentials credentials, String secretSetting) {

    /** The records of one of its entities, by name. */
    public Subject subject(Entity entity) {
        return new Subject(source.name(), scope, entity.name());
    }

    /** Names the account without its secrets. */
    @Override
    public String toString() {
        return source.name() + "." + scope + " at " + baseUrl;
    }
}

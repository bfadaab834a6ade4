package com.skyfit.lake.configuration;

import com.skyfit.lake.catalog.Auth;
import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.messages.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The names of all settings that have a meaning, and notes about others. */
public final class KnownSettings {

    /** Those that no source brings along. */
    static final Set<String> OF_THE_PROGRAM = Stream.concat(
                    NotificationSettings.NAMES.stream(),
                    Stream.of(
                            "PG_HOST",
                            "PG_PORT",
                            "PG_DATABASE",
                            "PG_USER",
                            "PG_PASSWORD",
                            "PG_READER_USER",
                            "PG_READER_PASSWORD",
                            "PG_SSLMODE",
                            "PG_SSLROOTCERT",
                            "SKYFIT_HOME",
                            "SKYFIT_LAKE",
                            "SKYFIT_LAKE_TIER",
                            "SKYFIT_LAKE_ENDPOINT",
                            "SKYFIT_DAILY_RESERVE",
                            Retention.HISTORY,
                            Retention.LOGS,
                            "SKYFIT_LOAD_SESSIONS",
                            "SKYFIT_LOG_FORMAT",
                            "SKYFIT_STORAGE_LIMIT_GB",
                            "AZURE_STORAGE_ACCOUNT",
                            "ADLS_CONTAINER",
                            "AZURE_STORAGE_CONNECTION_STRING",
                            "AZURE_STORAGE_KEY",
                            "AZURE_STORAGE_SAS_TOKEN",
                            "AZURE_CLIENT_ID",
                            "AZURE_TENANT_ID",
                            "AZURE_CLIENT_SECRET"))
            .collect(Collectors.toUnmodifiableSet());

    /** Settings that libraries read. */
    private static final String OF_LIBRARIES = "AZURE_";

    /** How many letters of a name may be wrong. */
    private static final int LETTERS = 3;

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Z_]+)}");

    private KnownSettings() {}

    /** Every name that these sources, with these scopes, and the program read. */
    static Set<String> names(Catalog catalog, Map<String, List<String>> scopes) {
        Set<String> names = new TreeSet<>(OF_THE_PROGRAM);
        for (Source source : catalog.sources()) {
            Set<String> ofSource = new TreeSet<>(List.of(source.scopesSetting(), source.baseUrlSetting()));
            Set<String> ofScope = new TreeSet<>(placeholders(source.baseUrl()));
            for (Auth auth : source.auth()) {
                ofScope.add(auth.secret());
                auth.accept(new Collected(ofSource, ofScope));
            }
            names.addAll(ofSource);
            for (String name : ofScope) {
                if (!name.contains("{SCOPE}")) {
                    names.add(name);
                }
                for (String scope : scopes.getOrDefault(source.name(), List.of())) {
                    String suffix = scope.toUpperCase(Locale.ROOT);
                    names.add(name.contains("{SCOPE}") ? name.replace("{SCOPE}", suffix) : name + "_" + suffix);
                }
            }
        }
        names.remove("");
        return names;
    }

    /** Collects the names that an authentication method reads beside its secret. */
    private record Collected(Set<String> ofSource, Set<String> ofScope) implements Auth.Ways<Collected> {
        @Override
        public Collected header(Auth.Header header) {
            return this;
        }

        @Override
        public Collected basic(Auth.Basic basic) {
            ofScope.addAll(placeholders(basic.user()));
            return this;
        }

        @Override
        public Collected clientCredentials(Auth.ClientCredentials credentials) {
            return client(credentials.client());
        }

        @Override
        public Collected refreshToken(Auth.RefreshToken refresh) {
            return client(refresh.client());
        }

        private Collected client(Auth.Client client) {
            ofSource.add(client.tokenUrlSetting());
            ofScope.addAll(List.of(client.id(), client.secret()));
            return this;
        }
    }

    private static List<String> placeholders(String template) {
        return PLACEHOLDER
                .matcher(template)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    /**
     * All notes about usable settings: those of the files, and every name in a file that is no setting. The
     * environment has names of others, so unknown ones there are passed over.
     */
    static List<String> notes(Settings settings, Catalog catalog, Map<String, List<String>> scopes) {
        Set<String> names = names(catalog, scopes);
        List<String> notes = new ArrayList<>(settings.notes());
        new TreeMap<>(settings.places()).forEach((name, place) -> {
            if (!names.contains(name)) {
                String meant = NearestName.closest(names, name, LETTERS)
                        .map(known -> ": did you mean " + known + "?")
                        .orElse("");
                if (!meant.isEmpty() || !name.startsWith(OF_LIBRARIES)) {
                    notes.add(place + ": unknown setting " + name + meant);
                }
            }
        });
        return notes;
    }
}

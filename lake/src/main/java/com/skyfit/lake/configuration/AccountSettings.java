package com.skyfit.lake.configuration;

import com.skyfit.lake.catalog.Auth;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.messages.Secrets;
import com.skyfit.lake.source.Account;
import com.skyfit.lake.source.Credentials;
import com.skyfit.lake.source.credentials.FixedCredentials;
import com.skyfit.lake.source.credentials.OAuthCredentials;
import com.skyfit.lake.source.credentials.TokenEndpoint;
import com.skyfit.lake.source.credentials.TokenStore;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The address and credentials of an account, from the settings. */
final class AccountSettings {

    private static final Logger LOG = LoggerFactory.getLogger(AccountSettings.class);
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([A-Z_]+)}");

    private final Settings settings;
    private final Path home;
    private final List<String> problems;

    /** Takes where mistakes are noted; {@code home} is where tokens are kept. */
    AccountSettings(Settings settings, Path home, List<String> problems) {
        this.settings = settings;
        this.home = home;
        this.problems = problems;
    }

    /** The account, if nothing of it is missing or wrong. */
    Optional<Account> account(Source source, String scope) {
        int before = problems.size();
        URI baseUrl = baseUrl(source, scope);
        Optional<Auth> auth = source.auth().stream()
                .filter(way -> settings.find(withScope(way.secret(), scope)).isPresent())
                .findFirst();
        if (auth.isEmpty()) {
            problems.add("No credentials for " + source.name() + "." + scope + ": set "
                    + source.auth().stream()
                            .map(way -> withScope(way.secret(), scope))
                            .collect(Collectors.joining(" or ")));
            return Optional.empty();
        }
        String secretSetting = withScope(auth.get().secret(), scope);
        Credentials credentials = credentials(source, scope, baseUrl, auth.get(), secretSetting);
        if (problems.size() > before || baseUrl == null) {
            return Optional.empty();
        }
        if (auth.get().lastDay() != null) {
            LOG.warn(
                    "event=auth_ends source={} scope={} setting={} last_day={}",
                    source.name(),
                    scope,
                    secretSetting,
                    auth.get().lastDay());
        }
        return Optional.of(new Account(source, scope, baseUrl, auth.get(), credentials, secretSetting));
    }

    private Credentials credentials(
            Source source, String scope, @Nullable URI baseUrl, Auth auth, String secretSetting) {
        String secret = required(secretSetting, "a secret");
        Secrets.register(secret);
        return auth.accept(new Proof(source.name() + "." + scope, scope, baseUrl, secret, secretSetting));
    }

    /** Creates an account's credentials for each authentication method. */
    private final class Proof implements Auth.Ways<Credentials> {

        private final String account;
        private final String scope;
        private final @Nullable URI baseUrl;
        private final String secret;
        private final String secretSetting;

        Proof(String account, String scope, @Nullable URI baseUrl, String secret, String secretSetting) {
            this.account = account;
            this.scope = scope;
            this.baseUrl = baseUrl;
            this.secret = secret;
            this.secretSetting = secretSetting;
        }

        @Override
        public Credentials header(Auth.Header header) {
            return new FixedCredentials(Map.of(header.header(), (header.scheme() + " " + secret).strip()));
        }

        @Override
        public Credentials basic(Auth.Basic basic) {
            String pair = filled(basic.user(), scope) + ":" + secret;
            Secrets.register(pair);
            return new FixedCredentials(Map.of(
                    "Authorization",
                    "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8))));
        }

        @Override
        public Credentials clientCredentials(Auth.ClientCredentials client) {
            return OAuthCredentials.ofClient(
                    account,
                    endpoint(client.client(), scope, baseUrl, "set valid ones in " + named(client.client(), scope)),
                    client.tokenScope(),
                    InstantSource.system());
        }

        @Override
        public Credentials refreshToken(Auth.RefreshToken refresh) {
            String advice =
                    "if the refresh token was used or revoked, grant access again at the source and set the new token in "
                            + secretSetting + "; otherwise set valid ones in " + named(refresh.client(), scope);
            return OAuthCredentials.ofRefreshToken(
                    account,
                    endpoint(refresh.client(), scope, baseUrl, advice),
                    secret,
                    new TokenStore(home, account),
                    InstantSource.system());
        }
    }

    private TokenEndpoint endpoint(Auth.Client client, String scope, @Nullable URI baseUrl, String refusedAdvice) {
        return new TokenEndpoint(
                tokenUrl(client, baseUrl),
                required(setFor(client.id(), scope), "the id of the OAuth client"),
                required(setFor(client.secret(), scope), "the secret of the OAuth client"),
                client.inHeader(),
                refusedAdvice);
    }

    private URI tokenUrl(Auth.Client client, @Nullable URI baseUrl) {
        Optional<String> replaced = settings.find(client.tokenUrlSetting());
        if (replaced.isPresent()) {
            URI address = address(
                    replaced.get(),
                    client.tokenUrlSetting() + ": expected an address such as https://proxy.example/token");
            return address == null ? URI.create("") : address;
        }
        boolean below = client.tokenUrl().startsWith("/");
        return URI.create(below ? (baseUrl == null ? "" : baseUrl) + client.tokenUrl() : client.tokenUrl());
    }

    private String named(Auth.Client client, String scope) {
        return setFor(client.id(), scope) + " and " + setFor(client.secret(), scope);
    }

    /** The scope's own setting, if there is one. */
    private String setFor(String setting, String scope) {
        return settings.find(ofScope(setting, scope)).isPresent() ? ofScope(setting, scope) : setting;
    }

    private @Nullable URI baseUrl(Source source, String scope) {
        Optional<String> replaced = settings.find(source.baseUrlSetting());
        if (replaced.isPresent()) {
            return address(
                    replaced.get().replaceAll("/+$", ""),
                    source.baseUrlSetting() + ": expected an address such as https://proxy.example:8443");
        }
        String text = filled(source.baseUrl(), scope);
        return text.contains("{")
                ? null
                : address(
                        text,
                        settingsIn(source.baseUrl())
                                + ": expected only the name, such as 'acme', which completes the address "
                                + source.baseUrl());
    }

    private @Nullable URI address(String text, String otherwise) {
        Optional<URI> address = WebAddress.parse(text);
        if (address.isEmpty()) {
            problems.add(otherwise);
        }
        address.map(URI::getUserInfo).ifPresent(login -> {
            Secrets.register(login);
            Secrets.register(login.substring(login.indexOf(':') + 1));
        });
        return address.orElse(null);
    }

    /** The template with its settings put in; a missing one is noted as a mistake and stays in braces. */
    private String filled(String template, String scope) {
        return PLACEHOLDER
                .matcher(template)
                .replaceAll(found -> Matcher.quoteReplacement(settings.find(ofScope(found.group(1), scope))
                        .or(() -> settings.find(found.group(1)))
                        .orElseGet(() -> {
                            problems.add(found.group(1) + " is missing: it is part of " + template);
                            return found.group();
                        })));
    }

    private static String settingsIn(String template) {
        return String.join(
                ", ",
                PLACEHOLDER
                        .matcher(template)
                        .results()
                        .map(found -> found.group(1))
                        .toList());
    }

    private static String ofScope(String setting, String scope) {
        return setting + "_" + scope.toUpperCase(Locale.ROOT);
    }

    private static String withScope(String setting, String scope) {
        return setting.replace("{SCOPE}", scope.toUpperCase(Locale.ROOT));
    }

    private String required(String setting, String meaning) {
        Optional<String> value = settings.find(setting);
        if (value.isEmpty()) {
            problems.add(setting + " is missing: expected " + meaning);
            return "";
        }
        if (value.get().chars().anyMatch(c -> c < 0x21 || c > 0x7E)) {
            problems.add(setting + ": expected ASCII characters without spaces");
            return "";
        }
        return value.get();
    }
}

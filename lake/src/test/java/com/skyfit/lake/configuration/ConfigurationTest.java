package com.skyfit.lake.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.warehouse.DatabaseAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConfigurationTest {

    private static final Map<String, String> WORKING = Map.of(
            "PIPEDRIVE_COMPANY_DOMAIN", "skyfit",
            "PIPEDRIVE_COMPANY_DOMAIN_EXPANSAO", "skyfit-expansao",
            "PIPEDRIVE_TOKEN_COMERCIAL", "token-c",
            "PIPEDRIVE_TOKEN_EXPANSAO", "token-e",
            "ZENDESK_SUBDOMAIN", "skyfit",
            "ZENDESK_EMAIL", "dados@skyfit.example",
            "ZENDESK_API_TOKEN", "token-z");
    private static final Path HOME = Path.of("home");

    private final Catalog catalog = CatalogReader.shipped();

    private Configuration resolve(Map<String, String> settings, Selection selection) {
        return Configuration.resolve(new Settings(settings), catalog, HOME, selection, true);
    }

    private List<String> problems(Map<String, String> settings, Selection selection) {
        return Objects.requireNonNull(
                        catchThrowableOfType(InvalidSettingsException.class, () -> resolve(settings, selection)))
                .problems();
    }

    private static Map<String, String> working(String name, @Nullable String value) {
        Map<String, String> settings = new HashMap<>(WORKING);
        if (value == null) {
            settings.remove(name);
        } else {
            settings.put(name, value);
        }
        return settings;
    }

    @Test
    void everyScopeBecomesAnAccountWithItsOwnHostAndToken() throws Exception {
        Configuration configuration = resolve(WORKING, Selection.ALL);

        assertThat(configuration.accounts())
                .extracting(account -> account.scope() + " " + account.baseUrl())
                .containsExactly(
                        "comercial https://skyfit.pipedrive.com",
                        "expansao https://skyfit-expansao.pipedrive.com",
                        "support https://skyfit.zendesk.com");
        assertThat(configuration.accounts().get(1).credentials().headers()).containsEntry("x-api-token", "token-e");
        assertThat(configuration.accounts().get(2).credentials().headers().get("Authorization"))
                .isEqualTo("Basic ZGFkb3NAc2t5Zml0LmV4YW1wbGUvdG9rZW46dG9rZW4teg==");
    }

    @Test
    void withoutADatabaseHostTheEmbeddedServerIsMeantAndWithoutALakeTheFolderInHome() {
        Configuration configuration = resolve(WORKING, Selection.ALL);

        assertThat(configuration.database()).isNull();
        assertThat(configuration.lake().location())
                .isEqualTo(HOME.resolve("lake").toAbsolutePath().toString());
    }

    @Test
    void anAddressOfItsOwnReplacesTheHost() {
        assertThat(resolve(working("ZENDESK_BASE_URL", "http://127.0.0.1:8080/"), Selection.ALL)
                        .accounts()
                        .get(2)
                        .baseUrl())
                .isEqualTo(URI.create("http://127.0.0.1:8080"));
    }

    @Test
    void allMistakesAreReportedAtOnce() {
        assertThat(problems(
                        Map.of(
                                "PIPEDRIVE_SCOPES", "comercial",
                                "PG_HOST", "db",
                                "PG_PORT", "70000",
                                "PG_SSLMODE", "yes",
                                "ZENDESK_BASE_URL", "zendesk"),
                        Selection.ALL))
                .containsExactly(
                        "PIPEDRIVE_COMPANY_DOMAIN is missing: it is part of https://{PIPEDRIVE_COMPANY_DOMAIN}.pipedrive.com",
                        "No credentials for pipedrive.comercial: set PIPEDRIVE_REFRESH_TOKEN_COMERCIAL or PIPEDRIVE_ACCESS_TOKEN_COMERCIAL"
                                + " or PIPEDRIVE_TOKEN_COMERCIAL",
                        "ZENDESK_BASE_URL: expected an address such as https://proxy.example:8443",
                        "No credentials for zendesk.support: set ZENDESK_REFRESH_TOKEN or ZENDESK_CLIENT_SECRET"
                                + " or ZENDESK_ACCESS_TOKEN or ZENDESK_API_TOKEN",
                        "PG_USER is missing: with PG_HOST set, expected the role to connect as",
                        "PG_SSLMODE: expected one of disable, allow, prefer, require, verify-ca, verify-full, found 'yes'",
                        "PG_PORT: expected a number from 1 to 65535, found '70000'",
                        "PG_DATABASE is missing: with PG_HOST set, expected the database's name");
    }

    private DatabaseAddress database(String... settings) {
        Map<String, String> all = new HashMap<>(Map.of("PG_HOST", "db.example", "PG_DATABASE", "x", "PG_USER", "x"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return Objects.requireNonNull(DatabaseSettings.reader(new Settings(all)));
    }

    @Test
    void whoNamesAnAuthorityMeansThatItIsAsked() {
        assertThat(database().encryption().mode()).isEqualTo("require");
        assertThat(database("PG_HOST", "localhost").encryption().mode()).isEqualTo("prefer");
        assertThat(database("PG_SSLROOTCERT", "system").encryption().mode()).isEqualTo("verify-full");
        assertThatThrownBy(() -> database("PG_SSLROOTCERT", "java", "PG_SSLMODE", "require"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("PG_SSLROOTCERT has no effect with PG_SSLMODE=require");
        assertThatThrownBy(() -> database("PG_SSLROOTCERT", "no/such.pem"))
                .isInstanceOf(InvalidSettingsException.class)
                .hasMessageContaining("cannot read file 'no/such.pem'");
    }

    @Test
    void aRunThatDoesNotExtractNeedsNoTokens() {
        assertThat(Configuration.resolve(new Settings(Map.of()), catalog, HOME, Selection.ALL, false)
                        .accounts())
                .isEmpty();
    }

    @Test
    void onlyTheSelectedAccountsAreAskedFor() {
        Selection comercial = new Selection("pipedrive", "comercial", null);

        assertThat(resolve(
                                Map.of("PIPEDRIVE_COMPANY_DOMAIN", "skyfit", "PIPEDRIVE_TOKEN_COMERCIAL", "token-c"),
                                comercial)
                        .accounts())
                .hasSize(1);
    }

    @Test
    void whatIsSelectedMustExist() {
        assertThat(problems(WORKING, new Selection("pipedriv", null, null)))
                .containsExactly("Unknown source 'pipedriv'; did you mean 'pipedrive'?");
        assertThat(problems(WORKING, new Selection("zendesk", "comercial", "deals")))
                .containsExactly(
                        "Unknown scope 'comercial': expected one of support",
                        "Unknown entity 'deals': expected one of tickets, users, organizations, groups, ticket_fields, ticket_forms, user_fields, organization_fields");
    }

    @Test
    void aTokenThatNoHeaderCanCarryIsNamedButNotShown() {
        assertThat(problems(working("PIPEDRIVE_TOKEN_COMERCIAL", "secret\nvalue"), Selection.ALL))
                .containsExactly("PIPEDRIVE_TOKEN_COMERCIAL: expected ASCII characters without spaces");
    }

    @Test
    void aScopeThatNoPathOrViewCouldCarryIsRefused() {
        assertThat(problems(working("ZENDESK_SCOPES", "Suporte/1"), Selection.ALL))
                .anyMatch(problem -> problem.startsWith("ZENDESK_SCOPES: invalid scope 'Suporte/1'"));
    }

    @Test
    void nothingOfASecretIsInTheTextOfAnAccount() {
        assertThat(resolve(WORKING, Selection.ALL).toString()).doesNotContain("token-c", "token-e", "token-z");
    }
}

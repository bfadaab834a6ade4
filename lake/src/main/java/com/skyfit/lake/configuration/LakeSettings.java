package com.skyfit.lake.configuration;

import com.skyfit.lake.bronze.azure.AzureAddress;
import com.skyfit.lake.bronze.azure.AzureCredentials;
import com.skyfit.lake.bronze.azure.AzureLake;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.LocalLake;
import com.skyfit.lake.messages.Secrets;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where bronze is stored, from the settings: a folder, or a container of an Azure storage account. */
final class LakeSettings {

    private static final Pattern ABFSS = Pattern.compile("abfss://([^@/]*)@([^/]*)/*(.*?)/*");
    private static final Pattern CONTAINER = Pattern.compile("(?=.{3,63}$)[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern ACCOUNT = Pattern.compile("[a-z0-9]{3,24}");
    private static final Pattern HOST = Pattern.compile("([a-z0-9]{3,24})\\.dfs\\.[a-z0-9.-]+");
    private static final Pattern FOLDER = Pattern.compile("[^/\\\\?#]+(/[^/\\\\?#]+)*|");
    private static final Pattern ACCOUNT_NAME = Pattern.compile("(?:^|;)AccountName=([^;]*)");

    private static final Pattern SECRET_PART =
            Pattern.compile("(?:AccountKey=|SharedAccessSignature=|(?<![a-z])sig=)([^;&]*)");

    private static final Pattern ENCODED = Pattern.compile("(?:[^%]*%[0-9A-Fa-f]{2})+[^%]*");

    private static final String LAKE = "SKYFIT_LAKE";
    private static final String ENDPOINT = "SKYFIT_LAKE_ENDPOINT";
    private static final String TIER = "SKYFIT_LAKE_TIER";
    private static final String ACCOUNT_SETTING = "AZURE_STORAGE_ACCOUNT";
    private static final String CONTAINER_SETTING = "ADLS_CONTAINER";
    private static final String CONNECTION_STRING = "AZURE_STORAGE_CONNECTION_STRING";
    private static final String KEY = "AZURE_STORAGE_KEY";
    private static final String SHARED_ACCESS = "AZURE_STORAGE_SAS_TOKEN";

    private final Settings settings;
    private final Path home;
    private final List<String> problems;

    /**
     * Takes the settings.
     *
     * @param problems is given the mistakes; no value of a secret setting is ever among them
     */
    LakeSettings(Settings settings, Path home, List<String> problems) {
        this.settings = settings;
        this.home = home;
        this.problems = problems;
    }

    /** The lake; of no use if mistakes were found. */
    LakeStorage lake() {
        Optional<String> wanted = settings.find(LAKE);
        if (wanted.isEmpty()) {
            boolean azure = settings.find(ACCOUNT_SETTING).isPresent()
                    || settings.find(CONTAINER_SETTING).isPresent()
                    || settings.find(CONNECTION_STRING).isPresent();
            return azure ? azureByNames() : new LocalLake(home.resolve("lake"));
        }
        if (wanted.get().startsWith("abfss:")) {
            return azureByAddress(wanted.get());
        }
        if (wanted.get().contains("://")) {
            problems.add(LAKE + ": expected a folder, or abfss://CONTAINER@ACCOUNT.dfs.core.windows.net/FOLDER");
        }
        try {
            return new LocalLake(Path.of(wanted.get()));
        } catch (InvalidPathException e) {
            problems.add(LAKE + ": '" + wanted.get() + "' is not a folder name: " + e.getReason());
            return new LocalLake(home.resolve("lake"));
        }
    }

    private LakeStorage azureByAddress(String text) {
        Matcher parts = ABFSS.matcher(text);
        Matcher host = HOST.matcher(parts.matches() ? parts.group(2) : "");
        if (!host.matches()
                || !CONTAINER.matcher(parts.group(1)).matches()
                || !FOLDER.matcher(parts.group(3)).matches()) {
            problems.add(LAKE
                    + ": expected abfss://CONTAINER@ACCOUNT.dfs.core.windows.net/FOLDER, the folder being optional");
            return new LocalLake(home.resolve("lake"));
        }
        return azure(host.group(1), parts.group(1), parts.group(3), host.group());
    }

    private LakeStorage azureByNames() {
        String account = settings.find(ACCOUNT_SETTING)
                .or(() -> settings.find(CONNECTION_STRING).flatMap(LakeSettings::accountOf))
                .orElse("");
        String container = settings.get(CONTAINER_SETTING, "");
        if (!ACCOUNT.matcher(account).matches()) {
            problems.add(ACCOUNT_SETTING
                    + (account.isEmpty() ? " is missing: with " + CONTAINER_SETTING + " set, expected" : ": expected")
                    + " the storage account's name, 3 to 24 lower-case letters and digits");
        }
        if (!CONTAINER.matcher(container).matches()) {
            problems.add(CONTAINER_SETTING
                    + (container.isEmpty() ? " is missing: with a storage account set, expected" : ": expected")
                    + " the container's name, 3 to 63 lower-case letters, digits and single hyphens");
        }
        return azure(account, container, "", account + ".dfs.core.windows.net");
    }

    private LakeStorage azure(String account, String container, String folder, String host) {
        return new AzureLake(
                new AzureAddress(account, container, folder, host, endpoint(), tier(), credentials(account)));
    }

    private @Nullable URI endpoint() {
        Optional<String> text = settings.find(ENDPOINT).map(value -> value.replaceAll("/+$", ""));
        if (text.isEmpty()) {
            return null;
        }
        Optional<URI> address = WebAddress.parse(text.get());
        if (address.isEmpty() || address.get().getRawQuery() != null) {
            problems.add(
                    ENDPOINT + ": expected the address of a Blob API, such as http://127.0.0.1:10000/devstoreaccount1");
            return null;
        }
        return address.get();
    }

    private AzureAddress.@Nullable Tier tier() {
        String text = settings.get(TIER, "");
        if (text.isEmpty()) {
            return null;
        }
        Optional<AzureAddress.Tier> tier = Arrays.stream(AzureAddress.Tier.values())
                .filter(known -> known.name().equalsIgnoreCase(text))
                .findFirst();
        if (tier.isEmpty()) {
            problems.add(TIER + ": expected one of "
                    + Arrays.stream(AzureAddress.Tier.values())
                            .map(known -> known.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ")));
        }
        return tier.orElse(null);
    }

    /** The first that is set: connection string, account key, shared access signature; without any of them what the machine is. */
    private AzureCredentials credentials(String account) {
        Optional<String> all = settings.find(CONNECTION_STRING);
        if (all.isPresent()) {
            registerSecrets(all.get());
            checkConnectionString(all.get(), account);
            return new AzureCredentials.ConnectionString(all.get());
        }
        Optional<String> key = settings.find(KEY);
        if (key.isPresent()) {
            if (!isBase64(key.get())) {
                problems.add(KEY + ": expected the account's key in base 64, as the portal shows it");
            }
            return new AzureCredentials.AccountKey(key.get());
        }
        Optional<String> shared = settings.find(SHARED_ACCESS);
        if (shared.isPresent()) {
            registerSecrets(shared.get());
            if (!shared.get().contains("sig=")) {
                problems.add(SHARED_ACCESS + ": expected a shared access signature, such as sv=...&sig=...");
            }
            return new AzureCredentials.SharedAccess(shared.get());
        }
        return new AzureCredentials.Identity(settings.values().entrySet().stream()
                .filter(setting -> setting.getKey().startsWith("AZURE_"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** A server that repeats what it was asked may show a key or a signature without what stands around it. */
    private static void registerSecrets(String text) {
        SECRET_PART.matcher(text).results().map(found -> found.group(1)).forEach(part -> {
            Secrets.register(part);
            if (ENCODED.matcher(part).matches()) {
                Secrets.register(URLDecoder.decode(part, StandardCharsets.UTF_8));
            }
        });
    }

    private void checkConnectionString(String text, String account) {
        boolean key = text.contains("AccountKey=");
        boolean usable = text.contains("SharedAccessSignature=")
                || (key && accountOf(text).isPresent());
        Matcher keyText = Pattern.compile("(?:^|;)AccountKey=([^;]*)").matcher(text);
        if (!usable || (keyText.find() && !isBase64(keyText.group(1)))) {
            problems.add(
                    CONNECTION_STRING
                            + ": expected AccountName=...;AccountKey=..., or BlobEndpoint=...;SharedAccessSignature=..., as the portal shows it");
        }
        accountOf(text)
                .filter(other -> !other.equals(account))
                .ifPresent(other -> problems.add(CONNECTION_STRING + ": belongs to account '" + other
                        + "', but the lake is in '" + account + "'; set the same account in both"));
    }

    private static Optional<String> accountOf(String connectionString) {
        Matcher name = ACCOUNT_NAME.matcher(connectionString);
        return name.find() ? Optional.of(name.group(1)) : Optional.empty();
    }

    private static boolean isBase64(String text) {
        return text.length() >= 4 && text.length() % 4 == 0 && text.matches("[A-Za-z0-9+/]+={0,2}");
    }
}

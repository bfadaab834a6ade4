package com.skyfit.lake.bronze.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh container for each test, in the storage emulator of Azure's makers: one server in memory for the module. Needs Node and
 * {@code npm ci} in {@code lake/src/test/azurite}; tests are skipped without them, and fail without them where {@code SKYFIT_REQUIRE_CLIENTS} is
 * set, as the gate does.
 */
public final class Azurite implements BeforeEachCallback {

    /** The account and key that every emulator has; published, no secret. */
    private static final String ACCOUNT = "devstoreaccount1";

    private static final String KEY =
            "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private static final Path PROGRAM = Path.of(
            "..", "lake", "src", "test", "azurite", "node_modules", "azurite", "dist", "src", "blob", "main.js");
    private static final Pattern ADDRESS = Pattern.compile("listens on (http://127\\.0\\.0\\.1:\\d+)");

    private static @Nullable URI server;

    private @Nullable String container;

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        open(context.getDisplayName());
    }

    /** A fresh container, for a class in which only one test needs it; skips that test if there is no emulator. */
    public void open(String test) throws IOException {
        boolean ready = Files.isRegularFile(PROGRAM) && hasNode();
        if (System.getenv("SKYFIT_REQUIRE_CLIENTS") != null) {
            assertThat(ready).as("Node and npm ci in lake/src/test/azurite").isTrue();
        }
        if (!ready) {
            System.out.println("skipped: " + test
                    + " needs Node, and 'npm ci --prefix lake/src/test/azurite' for the Azure storage emulator");
        }
        assumeTrue(ready, "needs Node, and 'npm ci' in lake/src/test/azurite");
        start();
        container = "lake-" + UUID.randomUUID();
        client(address("")).create();
    }

    /** The running test's container, asked at the emulator. */
    public AzureAddress address(String folder) {
        return address(folder, endpoint(), new AzureCredentials.AccountKey(KEY));
    }

    /** The running test's container, asked elsewhere or by someone else. */
    public AzureAddress address(String folder, URI endpoint, AzureCredentials credentials) {
        return new AzureAddress(
                ACCOUNT,
                Objects.requireNonNull(container),
                folder,
                ACCOUNT + ".dfs.core.windows.net",
                endpoint,
                null,
                credentials);
    }

    /** A shared access signature of the running test's container, with the rights that a lake needs and no others. */
    public AzureCredentials sharedAccess() {
        return new AzureCredentials.SharedAccess(client(address(""))
                .generateSas(new BlobServiceSasSignatureValues(
                        OffsetDateTime.now(ZoneOffset.UTC).plusHours(1), BlobContainerSasPermission.parse("rlcw"))));
    }

    /** Settings that lead to the running test's container. */
    public Map<String, String> settings() {
        return settings(endpoint());
    }

    /** Settings that lead to the running test's container, asked elsewhere. */
    public Map<String, String> settings(URI endpoint) {
        return Map.of(
                "SKYFIT_LAKE", address("bronze lake").location(),
                "SKYFIT_LAKE_ENDPOINT", endpoint.toString(),
                "AZURE_STORAGE_KEY", KEY);
    }

    /** Where the account is asked. */
    public URI endpoint() {
        return Objects.requireNonNull(server, "no test is running").resolve("/" + ACCOUNT);
    }

    /** All rights on the account, in one text. */
    String connectionString() {
        return "DefaultEndpointsProtocol=http;AccountName=" + ACCOUNT + ";AccountKey=" + KEY + ";BlobEndpoint="
                + endpoint();
    }

    /** The container as Azure's own library shows it. */
    BlobContainerClient client(AzureAddress address) {
        return AzureClients.container(address);
    }

    private static boolean hasNode() {
        try {
            return new ProcessBuilder("node", "--version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static synchronized void start() throws IOException {
        if (server != null) {
            return;
        }
        Process process = new ProcessBuilder(List.of(
                        "node",
                        PROGRAM.toString(),
                        "--blobPort",
                        "0",
                        "--inMemoryPersistence",
                        "--silent",
                        "--skipApiVersionCheck",
                        "--disableTelemetry"))
                .redirectErrorStream(true)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy, "stop-azurite"));
        StringBuilder said = new StringBuilder();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            said.append(line).append('\n');
            Matcher address = ADDRESS.matcher(line);
            if (address.find()) {
                server = URI.create(address.group(1));
                return;
            }
        }
        throw new IOException("Azurite does not start: " + said);
    }
}

package com.skyfit.lake.bronze.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.util.Configuration;
import com.azure.core.util.ConfigurationBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.util.Map;

/** How the storage account is told who asks. Values are secrets and never shown. */
public sealed interface AzureCredentials {

    /** What it is, for people; without the secret. */
    String kind();

    /**
     * Tells a builder where to ask and how that is proved.
     *
     * @param address whose credentials these are
     * @param http asks for tokens, where some are needed
     */
    void connect(BlobServiceClientBuilder builder, AzureAddress address, HttpClient http);

    /**
     * All of it in one text, as the portal shows it.
     *
     * @param text {@code AccountName=...;AccountKey=...} or with {@code SharedAccessSignature}
     */
    record ConnectionString(String text) implements AzureCredentials {
        @Override
        public String kind() {
            return "connection string";
        }

        @Override
        public void connect(BlobServiceClientBuilder builder, AzureAddress address, HttpClient http) {
            builder.connectionString(text);
            if (address.endpoint() != null) {
                builder.endpoint(address.endpoint().toString());
            }
        }

        @Override
        public String toString() {
            return kind();
        }
    }

    /**
     * The account's key.
     *
     * @param key in base 64
     */
    record AccountKey(String key) implements AzureCredentials {
        @Override
        public String kind() {
            return "account key";
        }

        @Override
        public void connect(BlobServiceClientBuilder builder, AzureAddress address, HttpClient http) {
            builder.endpoint(address.blobEndpoint().toString())
                    .credential(new StorageSharedKeyCredential(address.account(), key));
        }

        @Override
        public String toString() {
            return kind();
        }
    }

    /**
     * A shared access signature.
     *
     * @param token the query text, with or without its question mark
     */
    record SharedAccess(String token) implements AzureCredentials {
        @Override
        public String kind() {
            return "shared access signature";
        }

        @Override
        public void connect(BlobServiceClientBuilder builder, AzureAddress address, HttpClient http) {
            builder.endpoint(address.blobEndpoint().toString()).sasToken(token);
        }

        @Override
        public String toString() {
            return kind();
        }
    }

    /**
     * What the machine is: a service principal, a workload identity, a managed identity, or whoever signed in with {@code az login}.
     *
     * @param settings {@code AZURE_CLIENT_ID}, {@code AZURE_TENANT_ID}, {@code AZURE_CLIENT_SECRET} and the like, as far as they are set
     */
    record Identity(Map<String, String> settings) implements AzureCredentials {
        public Identity {
            settings = Map.copyOf(settings);
        }

        @Override
        public String kind() {
            return "identity";
        }

        @Override
        public void connect(BlobServiceClientBuilder builder, AzureAddress address, HttpClient http) {
            builder.endpoint(address.blobEndpoint().toString()).credential(credential(http));
        }

        /** Told by our settings and not by the environment, so that a {@code .env} file counts here too. */
        private TokenCredential credential(HttpClient http) {
            Configuration known =
                    new ConfigurationBuilder(source -> Map.of(), source -> Map.of(), source -> settings).build();
            return new DefaultAzureCredentialBuilder()
                    .httpClient(http)
                    .configuration(known)
                    .build();
        }

        @Override
        public String toString() {
            return kind();
        }
    }
}

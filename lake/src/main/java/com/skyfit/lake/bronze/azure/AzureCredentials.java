package com.skyfit.lake.bronze.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.util.Configuration;
import com.azure.core.util.ConfigurationBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.util.Map;

/** The credentials for a storage account. A class and no records, so that none of its kinds can ever print its secret. */
public abstract sealed class AzureCredentials {

    private final String kind;

    private AzureCredentials(String kind) {
        this.kind = kind;
    }

    /**
     * Gives a builder the address and these credentials.
     *
     * @param address whose credentials these are
     * @param http requests tokens, where some are needed
     */
    abstract void connect(BlobServiceClientBuilder builder, AzureAddress address, HttpClient http);

    /** What it is, for people; without the secret. */
    @Override
    public final String toString() {
        return kind;
    }

    /** All of it in one text, as the portal shows it. */
    public static final class ConnectionString extends AzureCredentials {
        private final String text;

        /** Takes {@code AccountName=...;AccountKey=...}, or the same with {@code SharedAccessSignature}. */
        public ConnectionString(String text) {
            super("connection string");
            this.text = text;
        }

        @Override
        void connect(BlobServiceClientBuilder builder, AzureAddress address, HttpClient http) {
            builder.connectionString(text);
            if (address.endpoint() != null) {
                builder.endpoint(address.endpoint().toString());
            }
        }
    }

    /** The account's key. */
    public static final class AccountKey extends AzureCredentials {
        private final String key;

        /** Takes the key in base 64. */
        public AccountKey(String key) {
            super("account key");
            this.key = key;
        }

        @Override
        void connect(BlobServiceClientBuilder builder, AzureAddress address, HttpClient http) {
            builder.endpoint(address.blobEndpoint().toString())
                    .credential(new StorageSharedKeyCredential(address.account(), key));
        }
    }

    /** A shared access signature. */
    public static final class SharedAccess extends AzureCredentials {
        private final String token;

        /** Takes the query text, with or without its question mark. */
        public SharedAccess(String token) {
            super("shared access signature");
            this.token = token;
        }

        @Override
        void connect(BlobServiceClientBuilder builder, AzureAddress address, HttpClient http) {
            builder.endpoint(address.blobEndpoint().toString()).sasToken(token);
        }
    }

    /** The machine's identity: a service principal, a workload identity, a managed identity, or the user of {@code az login}. */
    public static final class Identity extends AzureCredentials {
        private final Map<String, String> settings;

        /** Takes {@code AZURE_CLIENT_ID}, {@code AZURE_TENANT_ID}, {@code AZURE_CLIENT_SECRET} and the like, as far as they are set. */
        public Identity(Map<String, String> settings) {
            super("identity");
            this.settings = Map.copyOf(settings);
        }

        /** Configured by our settings and not by the environment, so that a {@code .env} file applies here too. */
        @Override
        void connect(BlobServiceClientBuilder builder, AzureAddress address, HttpClient http) {
            Configuration known =
                    new ConfigurationBuilder(source -> Map.of(), source -> Map.of(), source -> settings).build();
            builder.endpoint(address.blobEndpoint().toString())
                    .credential(new DefaultAzureCredentialBuilder()
                            .httpClient(http)
                            .configuration(known)
                            .build());
        }
    }
}

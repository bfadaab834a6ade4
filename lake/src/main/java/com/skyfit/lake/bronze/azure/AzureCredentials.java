package com.skyfit.lake.bronze.azure;

import java.util.Map;

/** How the storage account is told who asks. Values are secrets and never shown. */
public sealed interface AzureCredentials {

    /** What it is, for people; without the secret. */
    String kind();

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
        public String toString() {
            return kind();
        }
    }
}

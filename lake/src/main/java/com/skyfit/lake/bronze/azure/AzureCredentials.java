package com.skyfit.lake.bronze.azure;

import java.util.Map;

/** What proves to the storage account who asks. A class and no records, so that none of its kinds can ever print its secret. */
public abstract sealed class AzureCredentials {

    private final String kind;

    private AzureCredentials(String kind) {
        this.kind = kind;
    }

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

        String text() {
            return text;
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

        String key() {
            return key;
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

        String token() {
            return token;
        }
    }

    /** What the machine is: a service principal, a workload identity, a managed identity, or whoever signed in with {@code az login}. */
    public static final class Identity extends AzureCredentials {
        private final Map<String, String> settings;

        /** Takes {@code AZURE_CLIENT_ID}, {@code AZURE_TENANT_ID}, {@code AZURE_CLIENT_SECRET} and the like, as far as they are set. */
        public Identity(Map<String, String> settings) {
            super("identity");
            this.settings = Map.copyOf(settings);
        }

        Map<String, String> settings() {
            return settings;
        }
    }
}

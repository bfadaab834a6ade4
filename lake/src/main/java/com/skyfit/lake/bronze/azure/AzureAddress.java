package com.skyfit.lake.bronze.azure;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A container of a storage account, and the folder in it that is the lake's root.
 *
 * @param account the storage account's name
 * @param container the container's name
 * @param folder without slashes at its ends; empty text for the container's root
 * @param host of the account as people know it: {@code account.dfs.core.windows.net}, or that of a sovereign cloud
 * @param endpoint asked instead of the account's own blob endpoint: an emulator, a proxy; null for the account's own
 * @param tier the access tier of new objects; null for the account's default
 * @param credentials of the requests
 */
public record AzureAddress(
        String account,
        String container,
        String folder,
        String host,
        @Nullable URI endpoint,
        @Nullable Tier tier,
        AzureCredentials credentials) {

    /** What storing costs against what reading costs. */
    public enum Tier {
        /** Read often. */
        HOT,
        /** Kept for at least 30 days. */
        COOL,
        /** Kept for at least 90 days. */
        COLD
    }

    /** The address for people; never holds a secret. */
    public String location() {
        return "abfss://" + container + "@" + host + (folder.isEmpty() ? "" : "/" + folder);
    }

    /** The address of the Blob API, which every account has, with or without hierarchical namespace. */
    URI blobEndpoint() {
        return endpoint != null
                ? endpoint
                : URI.create("https://" + host.toLowerCase(Locale.ROOT).replaceFirst("\\.dfs\\.", ".blob."));
    }

    @Override
    public String toString() {
        return location();
    }
}

package com.skyfit.lake.bronze.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.Configuration;
import com.azure.core.util.ConfigurationBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import java.time.Duration;
import java.util.Map;

/** Connects to a storage account. The retries here are the only ones: nothing above repeats a request. */
final class AzureClients {

    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 7;
    private static final Duration ATTEMPT_LIMIT = Duration.ofMinutes(2);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private AzureClients() {}

    static BlobContainerClient container(AzureAddress address) {
        HttpClient http =
                new JdkHttpClientBuilder().connectionTimeout(CONNECT_LIMIT).build();
        BlobServiceClientBuilder builder = new BlobServiceClientBuilder()
                .httpClient(http)
                .configuration(Configuration.NONE)
                .retryOptions(new RequestRetryOptions(
                        RetryPolicyType.EXPONENTIAL, ATTEMPTS, ATTEMPT_LIMIT, FIRST_WAIT, LONGEST_WAIT, null));
        if (address.credentials() instanceof AzureCredentials.ConnectionString all) {
            builder.connectionString(all.text());
            if (address.endpoint() != null) {
                builder.endpoint(address.endpoint().toString());
            }
        } else {
            builder.endpoint(address.blobEndpoint().toString());
        }
        if (address.credentials() instanceof AzureCredentials.AccountKey account) {
            builder.credential(new StorageSharedKeyCredential(address.account(), account.key()));
        } else if (address.credentials() instanceof AzureCredentials.SharedAccess shared) {
            builder.sasToken(shared.token());
        } else if (address.credentials() instanceof AzureCredentials.Identity identity) {
            builder.credential(identity(http, identity.settings()));
        }
        return builder.buildClient().getBlobContainerClient(address.container());
    }

    /** Told by our settings and not by the environment, so that a {@code .env} file counts here too. */
    private static TokenCredential identity(HttpClient http, Map<String, String> settings) {
        Configuration known =
                new ConfigurationBuilder(source -> Map.of(), source -> Map.of(), source -> settings).build();
        return new DefaultAzureCredentialBuilder()
                .httpClient(http)
                .configuration(known)
                .build();
    }
}

package com.skyfit.lake.bronze.azure;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.util.Configuration;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.common.policy.RequestRetryOptions;
import com.azure.storage.common.policy.RetryPolicyType;
import java.time.Duration;

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
        address.credentials().connect(builder, address, http);
        return builder.buildClient().getBlobContainerClient(address.container());
    }
}

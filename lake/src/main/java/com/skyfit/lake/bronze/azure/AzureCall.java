package com.skyfit.lake.bronze.azure;

import com.azure.core.exception.ClientAuthenticationException;
import com.azure.core.exception.HttpResponseException;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobStorageException;
import com.skyfit.lake.messages.FailureText;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.NoSuchFileException;
import java.util.function.Supplier;

/**
 * Runs one request and reports its failure as {@link IOException}: what could not be done, what the account replied, what to do. What the service
 * writes in a body is left out: it may quote parts of a signature.
 */
final class AzureCall {

    private final String failure;
    private final String path;
    private final AzureAddress address;

    AzureCall(String failure, String path, AzureAddress address) {
        this.failure = failure;
        this.path = path;
        this.address = address;
    }

    <T> T run(Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (RuntimeException e) {
            throw told(e);
        }
    }

    /** The stream, with the failures of later requests reported in the same way. */
    InputStream reading(InputStream in) {
        return new FilterInputStream(in) {
            @Override
            public int read() throws IOException {
                try {
                    return super.read();
                } catch (RuntimeException e) {
                    throw told(e);
                }
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                try {
                    return super.read(bytes, offset, length);
                } catch (RuntimeException e) {
                    throw told(e);
                }
            }
        };
    }

    private IOException told(RuntimeException e) {
        if (e instanceof BlobStorageException said) {
            return refused(said);
        }
        if (e instanceof ClientAuthenticationException) {
            return new IOException(
                    failure + ": no identity of this machine is accepted; set AZURE_STORAGE_KEY,"
                            + " AZURE_STORAGE_SAS_TOKEN or AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_CLIENT_SECRET, or give the machine a managed identity",
                    e);
        }
        if (e instanceof HttpResponseException said && said.getResponse() != null) {
            return new IOException(failure + ": returned " + said.getResponse().getStatusCode());
        }
        if (Thread.currentThread().isInterrupted() || e.getCause() instanceof InterruptedException) {
            Thread.currentThread().interrupt();
            return new InterruptedIOException(failure + ": interrupted");
        }
        return new IOException(
                failure + ": no usable reply from " + address.blobEndpoint().getHost() + " (" + FailureText.ofRoot(e)
                        + ")",
                e);
    }

    private IOException refused(BlobStorageException said) {
        String code = String.valueOf(said.getErrorCode());
        if (said.getStatusCode() == 404) {
            // A HEAD request is answered without a code.
            return BlobErrorCode.CONTAINER_NOT_FOUND.equals(said.getErrorCode())
                    ? new IOException(failure + ": the account has no container '" + address.container()
                            + "'; create it, or set the right one")
                    : new NoSuchFileException(path, null, "not in " + address.location());
        }
        String advice = switch (said.getStatusCode()) {
            case 401, 403 ->
                "; the " + address.credentials()
                        + " is wrong, has expired, or lacks the right to list, read and create blobs there"
                        + " (role Storage Blob Data Contributor; SAS permissions r, l, c, w); a firewall of the account, or a clock that is"
                        + " wrong by more than 15 minutes, causes the same error";
            case 409 -> "; an immutability policy or a lease may prevent it";
            default -> "";
        };
        return new IOException(failure + ": returned " + said.getStatusCode() + " " + code + advice);
    }
}

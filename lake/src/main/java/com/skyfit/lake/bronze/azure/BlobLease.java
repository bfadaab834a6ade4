package com.skyfit.lake.bronze.azure;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.BlobErrorCode;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.blob.specialized.BlobLeaseClient;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import com.skyfit.lake.bronze.storage.LakeLease;
import com.skyfit.lake.bronze.storage.LakeTakenException;
import java.io.IOException;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lease of a container's folder: Azure's own, on an empty blob, under the name of the database. Another request under that name extends it
 * longer; it is free a minute after its holder was last heard of.
 */
final class BlobLease implements LakeLease {

    /** The blob that is leased. */
    static final String PATH = "_meta/writer";

    /** The longest that Azure gives and that has an end. */
    static final int SECONDS = 60;

    private static final Logger LOG = LoggerFactory.getLogger(BlobLease.class);

    private final AzureLake lake;
    private final UUID database;

    BlobLease(AzureLake lake, UUID database) {
        this.lake = lake;
        this.database = database;
    }

    @Override
    public void keep() throws IOException {
        BlobClient blob = lake.blob(PATH);
        BlobErrorCode refused = lake.call("lease", PATH).run(() -> refusal(blob));
        if (BlobErrorCode.LEASE_ALREADY_PRESENT.equals(refused)) {
            throw new LakeTakenException(
                    lake.location(), "its lease on " + PATH + " ends " + SECONDS + " s after its last heartbeat");
        }
    }

    /** Why it is not available; an empty code if it is. */
    private BlobErrorCode refusal(BlobClient blob) {
        try {
            client(blob).acquireLease(SECONDS);
            return BlobErrorCode.fromString("");
        } catch (BlobStorageException e) {
            if (e.getStatusCode() == 404 && !BlobErrorCode.CONTAINER_NOT_FOUND.equals(e.getErrorCode())) {
                create(blob);
                return refusal(blob);
            }
            if (BlobErrorCode.LEASE_ALREADY_PRESENT.equals(e.getErrorCode())) {
                return e.getErrorCode();
            }
            throw e;
        }
    }

    private static void create(BlobClient blob) {
        try {
            blob.uploadWithResponse(
                    new BlobParallelUploadOptions(BinaryData.fromBytes(new byte[0]))
                            .setRequestConditions(new BlobRequestConditions().setIfNoneMatch("*")),
                    null,
                    null);
        } catch (BlobStorageException e) {
            // Another one was quicker.
            if (e.getStatusCode() != 409) {
                throw e;
            }
        }
    }

    private BlobLeaseClient client(BlobClient blob) {
        return new BlobLeaseClientBuilder()
                .blobClient(blob)
                .leaseId(database.toString())
                .buildClient();
    }

    @Override
    public void leave() {
        // The later run owns all of it.
    }

    @Override
    public void close() {
        try {
            BlobClient blob = lake.blob(PATH);
            lake.call("release", PATH).run(() -> {
                client(blob).releaseLease();
                return PATH;
            });
        } catch (IOException e) {
            LOG.warn("event=lease_left location=\"{}\" reason=\"{}\"", lake.location(), e.getMessage());
        }
    }
}

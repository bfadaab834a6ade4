package com.skyfit.lake.bronze.azure;

import com.azure.core.http.rest.PagedIterable;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobContainerProperties;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobRetentionPolicy;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobInputStreamOptions;
import com.skyfit.lake.bronze.storage.LakeLease;
import com.skyfit.lake.bronze.storage.LakeObject;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.NewObject;
import com.skyfit.lake.bronze.storage.ObjectPath;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lake in a container of an Azure storage account, by the Blob API. Needs rights to read, list and create, none to overwrite or delete: an
 * immutability policy may apply to it. The first use connects.
 */
public final class AzureLake implements LakeStorage {

    /** The mark of a folder that accounts with hierarchical namespace list among the objects. */
    private static final String FOLDER_MARK = "hdi_isfolder";

    private final AzureAddress address;
    private final String root;
    private @Nullable BlobContainerClient container;
    private volatile Guard guard = Guard.NONE;

    /** Takes the address; nothing is asked yet. */
    public AzureLake(AzureAddress address) {
        this.address = address;
        this.root = address.folder().isEmpty() ? "" : address.folder() + "/";
    }

    @Override
    public String location() {
        return address.location();
    }

    @Override
    public NewObject create(String path) throws IOException {
        return new NewBlob(this, path, blob(path), address.tier());
    }

    @Override
    public LakeLease lease(UUID database, String holder) {
        return new BlobLease(this, database);
    }

    @Override
    public void guard(Guard asked) {
        guard = asked;
    }

    /** What stands before each commit. */
    Guard guard() {
        return guard;
    }

    @Override
    public InputStream open(String path) throws IOException {
        BlobClient blob = blob(path);
        AzureCall call = call("read", path);
        return call.reading(
                call.run(() -> blob.openInputStream(new BlobInputStreamOptions().setBlockSize(NewBlob.BLOCK_BYTES))));
    }

    @Override
    public boolean exists(String path) throws IOException {
        BlobClient blob = blob(path);
        return call("check", path).run(blob::exists);
    }

    @Override
    public void visit(String prefix, Visitor<LakeObject> visitor) throws IOException {
        visit(prefix, BlobContainerClient::listBlobs, item -> {
            if (!isFolder(item.getMetadata())) {
                visitor.see(new LakeObject(
                        item.getName().substring(root.length()),
                        item.getProperties().getContentLength()));
            }
        });
    }

    @Override
    public void visitNames(String folder, Visitor<String> visitor) throws IOException {
        // A folder is listed as a prefix with a slash at its end, and, with hierarchical namespace, also as an object.
        visit(folder, (from, wanted, limit) -> from.listBlobsByHierarchy("/", wanted, limit), item -> {
            if (Boolean.TRUE.equals(item.isPrefix()) || !isFolder(item.getMetadata())) {
                String name = item.getName().substring(root.length() + folder.length());
                visitor.see(name.endsWith("/") ? name.substring(0, name.length() - 1) : name);
            }
        });
    }

    private interface Listing {
        PagedIterable<BlobItem> of(BlobContainerClient container, ListBlobsOptions wanted, @Nullable Duration limit);
    }

    /** The service answers with up to 5,000 at a time; the next are asked for when these have been seen. */
    private void visit(String prefix, Listing listing, Visitor<BlobItem> visitor) throws IOException {
        ListBlobsOptions wanted = new ListBlobsOptions()
                .setPrefix(root + prefix)
                .setDetails(new BlobListDetails().setRetrieveMetadata(true));
        AzureCall call = call("list", prefix);
        Iterator<BlobItem> items =
                call.run(() -> listing.of(container(), wanted, null).iterator());
        while (call.run(items::hasNext)) {
            visitor.see(call.run(items::next));
        }
    }

    /**
     * The storage account's own protection of the lake's objects.
     *
     * @throws IOException if the container cannot be asked
     */
    public Protection protection() throws IOException {
        BlobContainerProperties of = call("read the properties of", "the container")
                .run(() -> container().getProperties());
        return new Protection(of.hasImmutabilityPolicy(), of.hasLegalHold(), deletedKeptDays());
    }

    private @Nullable Integer deletedKeptDays() {
        try {
            BlobRetentionPolicy deleted = call("read the properties of", "the account")
                    .run(() -> container().getServiceClient().getProperties().getDeleteRetentionPolicy());
            return deleted != null && deleted.isEnabled() ? deleted.getDays() : Integer.valueOf(0);
        } catch (IOException noRight) {
            return null;
        }
    }

    /**
     * A storage account's protection of objects.
     *
     * @param immutabilityPolicy whether the container keeps objects from being changed or deleted for a time
     * @param legalHold whether it does so until somebody lifts it
     * @param deletedKeptDays how long deleted objects can be restored; 0 if not at all, null if unknown
     */
    public record Protection(
            boolean immutabilityPolicy,
            boolean legalHold,
            @Nullable Integer deletedKeptDays) {}

    private static boolean isFolder(@Nullable Map<String, String> metadata) {
        return metadata != null && metadata.keySet().stream().anyMatch(FOLDER_MARK::equalsIgnoreCase);
    }

    /** A request about an object, with failures that name this lake. */
    AzureCall call(String verb, String path) {
        return new AzureCall("Cannot " + verb + " " + path + " in " + location(), path, address);
    }

    /** The blob of an object. */
    BlobClient blob(String path) throws IOException {
        String name = root + ObjectPath.checked(path);
        return call("reach", path).run(() -> container().getBlobClient(name));
    }

    private synchronized BlobContainerClient container() {
        if (container == null) {
            container = AzureClients.container(address);
        }
        return container;
    }
}

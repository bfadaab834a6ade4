package com.skyfit.lake.bronze.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobRequestConditions;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.skyfit.lake.bronze.storage.NewObject;
import com.skyfit.lake.bronze.storage.ObjectExistsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An unfinished blob. Full blocks are staged as they arrive, each with its MD5, and become a blob when their list is committed; what is staged
 * and never committed is not seen by anyone and goes by itself after a week. What fits one block is sent in one request.
 */
final class NewBlob extends NewObject {

    /** The part of an object that is held in memory. With the service's 50,000 blocks an object may have 195 GB. */
    static final int BLOCK_BYTES = 4 << 20;

    /** The first size of the buffer: enough for a manifest. */
    private static final int FIRST_BUFFER = 16 << 10;

    /** The name of the mark by which a writer knows its own blob again. */
    private static final String WRITER = "skyfit_writer";

    private final AzureLake lake;
    private final String path;
    private final BlockBlobClient blob;
    private final @Nullable AccessTier tier;
    private final String writer = UUID.randomUUID().toString();
    private final MessageDigest whole = md5();
    private final List<String> staged = new ArrayList<>();
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int filled;
    private boolean ended;

    NewBlob(AzureLake lake, String path, BlobClient blob, AzureAddress.@Nullable Tier tier) {
        this.lake = lake;
        this.path = path;
        this.blob = blob.getBlockBlobClient();
        this.tier = tier == null ? null : AccessTier.fromString(titled(tier.name()));
    }

    private static String titled(String name) {
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        requireOpen();
        int done = 0;
        while (done < length) {
            if (filled == BLOCK_BYTES) {
                stage();
            }
            int taken = Math.min(length - done, BLOCK_BYTES - filled);
            makeRoom(filled + taken);
            System.arraycopy(bytes, offset + done, buffer, filled, taken);
            filled += taken;
            done += taken;
        }
    }

    private void makeRoom(int needed) {
        if (needed > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(BLOCK_BYTES, Math.max(needed, 2 * buffer.length)));
        }
    }

    private void stage() throws IOException {
        byte[] md5 = sealed();
        // All names of a blob's blocks have one length; the writer's mark keeps those of two writers apart.
        String name = Base64.getEncoder()
                .encodeToString(String.format(Locale.ROOT, "%s-%05d", writer, staged.size())
                        .getBytes(StandardCharsets.US_ASCII));
        BlockBlobStageBlockOptions block = new BlockBlobStageBlockOptions(name, content()).setContentMd5(md5);
        try {
            lake.call("write", path).run(() -> blob.stageBlockWithResponse(block, null, Context.NONE));
        } catch (IOException e) {
            throw writerOfExisting(e) == null ? e : new ObjectExistsException(path, lake.location());
        }
        staged.add(name);
        filled = 0;
    }

    private BinaryData content() {
        return BinaryData.fromBytes(filled == buffer.length ? buffer : Arrays.copyOf(buffer, filled));
    }

    /** The MD5 of the block, which also enters that of the object. */
    private byte[] sealed() {
        whole.update(buffer, 0, filled);
        MessageDigest block = md5();
        block.update(buffer, 0, filled);
        return block.digest();
    }

    @Override
    public void commit() throws IOException {
        requireOpen();
        ended = true;
        BlobRequestConditions createOnly = new BlobRequestConditions().setIfNoneMatch("*");
        Map<String, String> mark = Map.of(WRITER, writer);
        if (staged.isEmpty()) {
            byte[] md5 = sealed();
            BinaryData content = content();
            lake.guard().check();
            publish(() -> blob.uploadWithResponse(
                    new BlockBlobSimpleUploadOptions(content)
                            .setContentMd5(md5)
                            .setHeaders(new BlobHttpHeaders().setContentMd5(md5))
                            .setMetadata(mark)
                            .setTier(tier)
                            .setRequestConditions(createOnly),
                    null,
                    Context.NONE));
        } else {
            stage();
            byte[] md5 = whole.digest();
            lake.guard().check();
            publish(() -> blob.commitBlockListWithResponse(
                    new BlockBlobCommitBlockListOptions(staged)
                            .setHeaders(new BlobHttpHeaders().setContentMd5(md5))
                            .setMetadata(mark)
                            .setTier(tier)
                            .setRequestConditions(createOnly),
                    null,
                    Context.NONE));
        }
    }

    /**
     * Sends what makes the blob. A request whose answer was lost may have done its work, and its repetition is then refused because the blob
     * exists: the mark on the blob shows whether it is this one.
     */
    private void publish(Runnable request) throws IOException {
        try {
            lake.call("write", path).run(() -> {
                request.run();
                return path;
            });
        } catch (IOException e) {
            String found = writerOfExisting(e);
            if (found == null) {
                throw e;
            }
            if (!found.equals(writer)) {
                throw new ObjectExistsException(path, lake.location());
            }
        }
    }

    /** The writer of the blob at that path; null if there is none, or if it is unknown. */
    private @Nullable String writerOfExisting(IOException failure) {
        try {
            return blob.getProperties().getMetadata().getOrDefault(WRITER, "");
        } catch (BlobStorageException none) {
            if (none.getStatusCode() != 404) {
                failure.addSuppressed(new IOException("It is unknown whether " + path
                        + " was written anyway: the check returned " + none.getStatusCode()));
            }
            return null;
        } catch (RuntimeException unreachable) {
            failure.addSuppressed(unreachable);
            return null;
        }
    }

    private void requireOpen() {
        if (ended) {
            throw new IllegalStateException(path + " is already committed or closed");
        }
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no MD5, which Azure checks blocks by", e);
        }
    }

    @Override
    public void close() {
        ended = true;
        buffer = new byte[0];
    }
}

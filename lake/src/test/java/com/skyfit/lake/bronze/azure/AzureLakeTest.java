package com.skyfit.lake.bronze.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.options.BlobBreakLeaseOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import com.skyfit.lake.bronze.storage.LakeContract;
import com.skyfit.lake.bronze.storage.LakeLease;
import com.skyfit.lake.bronze.storage.LakeObject;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.LakeTakenException;
import com.skyfit.lake.bronze.storage.NewObject;
import com.skyfit.lake.bronze.storage.ObjectExistsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AzureLakeTest implements LakeContract {

    private static final int LARGE = 9 << 20;

    @RegisterExtension
    private final Azurite azurite = new Azurite();

    private LakeStorage lake;

    @BeforeEach
    void open() {
        lake = new AzureLake(azurite.address("bronze of skyfit"));
    }

    @Override
    public LakeStorage lake() {
        return lake;
    }

    @Override
    public LakeStorage sameLake() {
        return new AzureLake(azurite.address("bronze of skyfit"));
    }

    @Test
    void anExpiredLeaseCanBeTakenAndItsHolderIsRefused() throws IOException {
        try (LakeLease silent = lake.lease(UUID.randomUUID(), "a machine that sleeps");
                LakeLease next = sameLake().lease(UUID.randomUUID(), "another database")) {
            silent.keep();
            BlobClient blob = azurite.client(azurite.address("")).getBlobClient("bronze of skyfit/" + BlobLease.PATH);
            assertThatThrownBy(next::keep).isInstanceOf(LakeTakenException.class);

            // As the end of its minute would.
            new BlobLeaseClientBuilder()
                    .blobClient(blob)
                    .buildClient()
                    .breakLeaseWithResponse(new BlobBreakLeaseOptions().setBreakPeriod(Duration.ZERO), null, null);

            next.keep();
            assertThatThrownBy(silent::keep).isInstanceOf(LakeTakenException.class);
        }
    }

    @Test
    void theRightsThatALakeNeedsAreEnoughForALease() throws IOException {
        AzureLake shared = new AzureLake(azurite.address("x", azurite.endpoint(), azurite.sharedAccess()));

        try (LakeLease lease = shared.lease(UUID.randomUUID(), "a test")) {
            lease.keep();
            lease.keep();
        }
    }

    private static boolean isBlock(String request) {
        return request.contains("comp=block&");
    }

    private static boolean isBlockList(String request) {
        return request.contains("comp=blocklist");
    }

    private static boolean isWholeBlob(String request) {
        return request.startsWith("PUT ") && !request.contains("comp=");
    }

    private static byte[] bytes(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static void store(LakeStorage lake, String path, byte[] bytes) throws IOException {
        try (NewObject object = lake.create(path)) {
            object.write(bytes);
            object.commit();
        }
    }

    private byte[] read(String path) throws IOException {
        try (InputStream in = lake.open(path)) {
            return in.readAllBytes();
        }
    }

    private AzureLake through(LossyProxy proxy) {
        AzureAddress own = azurite.address("bronze of skyfit");
        return new AzureLake(azurite.address("bronze of skyfit", proxy.endpoint(), own.credentials()));
    }

    private BlobContainerClient container() {
        return azurite.client(azurite.address(""));
    }

    @Test
    void lakesInTwoFoldersOfAContainerDoNotSeeEachOther() throws IOException {
        store(lake, "a/b.txt", bytes(1, 1));
        LakeStorage other = new AzureLake(azurite.address("another"));
        LakeStorage whole = new AzureLake(azurite.address(""));

        assertThat(other.list("")).isEmpty();
        assertThat(whole.list("")).containsExactly(new LakeObject("bronze of skyfit/a/b.txt", 1));
    }

    @Test
    void aFolderThatTheAccountListsAmongObjectsIsNoObject() throws IOException {
        container()
                .getBlobClient("bronze of skyfit/a")
                .uploadWithResponse(
                        new BlobParallelUploadOptions(BinaryData.fromString(""))
                                .setMetadata(Map.of("hdi_isfolder", "true")),
                        null,
                        null);
        store(lake, "a/b.txt", bytes(1, 1));

        assertThat(lake.list("")).extracting(LakeObject::path).containsExactly("a/b.txt");
    }

    @Test
    void aWriterWhoDiesBeforeTheCommitLeavesNothing() throws IOException {
        NewObject dying = lake.create("a/b.bin");
        dying.write(bytes(LARGE, 1));

        assertThat(new AzureLake(azurite.address("")).list("")).isEmpty();
        assertThat(lake.exists("a/b.bin")).isFalse();
        store(lake, "a/b.bin", bytes(LARGE, 2));
        assertThat(read("a/b.bin")).isEqualTo(bytes(LARGE, 2));
        dying.close();
    }

    @Test
    void objectsCarryTheirHashAndTheTierThatIsSet() throws Exception {
        AzureAddress usual = azurite.address("bronze of skyfit");
        LakeStorage cool = new AzureLake(new AzureAddress(
                usual.account(),
                usual.container(),
                usual.folder(),
                usual.host(),
                usual.endpoint(),
                AzureAddress.Tier.COOL,
                usual.credentials()));
        store(cool, "a/small.txt", bytes(10, 1));
        store(cool, "a/large.bin", bytes(LARGE, 1));

        for (LakeObject object : cool.list("")) {
            BlobProperties properties = container()
                    .getBlobClient("bronze of skyfit/" + object.path())
                    .getProperties();
            assertThat(properties.getAccessTier()).isEqualTo(AccessTier.COOL);
            assertThat(properties.getContentMd5())
                    .isEqualTo(MessageDigest.getInstance("MD5").digest(read(object.path())));
        }
    }

    @Test
    void aCommitWhoseAnswerWasLostIsKnownAgainAsOnesOwn() throws IOException {
        try (LossyProxy proxy = new LossyProxy(azurite.endpoint())) {
            proxy.next(1, LossyProxy.Fault.ANSWER_LOST, AzureLakeTest::isBlockList);
            store(through(proxy), "a/large.bin", bytes(LARGE, 1));
            assertThat(proxy.pending()).isZero();

            proxy.next(1, LossyProxy.Fault.ANSWER_LOST, AzureLakeTest::isWholeBlob);
            store(through(proxy), "a/small.txt", bytes(3, 1));
            assertThat(proxy.pending()).isZero();
        }
        assertThat(read("a/large.bin")).isEqualTo(bytes(LARGE, 1));
        assertThat(read("a/small.txt")).isEqualTo(bytes(3, 1));
    }

    @Test
    void anotherWritersObjectIsNotTakenForOnesOwnWhenTheAnswerIsLost() throws IOException {
        store(lake, "a/large.bin", bytes(LARGE, 1));
        try (LossyProxy proxy = new LossyProxy(azurite.endpoint())) {
            proxy.next(1, LossyProxy.Fault.ANSWER_LOST, AzureLakeTest::isBlockList);

            assertThatThrownBy(() -> store(through(proxy), "a/large.bin", bytes(LARGE, 1)))
                    .isInstanceOf(ObjectExistsException.class);
            assertThat(proxy.pending()).isZero();
        }
    }

    @Test
    void whatTheStorageDidNotTakeIsSentAgain() throws IOException {
        try (LossyProxy proxy = new LossyProxy(azurite.endpoint())) {
            for (LossyProxy.Fault fault : new LossyProxy.Fault[] {
                LossyProxy.Fault.REQUEST_LOST, LossyProxy.Fault.ANSWER_LOST, LossyProxy.Fault.BUSY
            }) {
                proxy.next(2, fault, AzureLakeTest::isBlock);
                store(through(proxy), "a/" + fault + ".bin", bytes(LARGE, 1));
                assertThat(proxy.pending()).isZero();
                assertThat(read("a/" + fault + ".bin")).isEqualTo(bytes(LARGE, 1));
            }
        }
    }

    @Test
    void aReadThatBreaksOffIsTakenUpAgain() throws IOException {
        store(lake, "a/large.bin", bytes(LARGE, 1));
        try (LossyProxy proxy = new LossyProxy(azurite.endpoint())) {
            LakeStorage lossy = through(proxy);
            proxy.next(2, LossyProxy.Fault.ANSWER_LOST, request -> request.startsWith("GET "));
            try (InputStream in = lossy.open("a/large.bin")) {
                assertThat(in.readAllBytes()).isEqualTo(bytes(LARGE, 1));
            }
            assertThat(proxy.pending()).isZero();
        }
    }

    @Test
    void bytesThatArriveAlteredAreRefused() throws IOException {
        try (LossyProxy proxy = new LossyProxy(azurite.endpoint())) {
            proxy.next(1, LossyProxy.Fault.BODY_ALTERED, AzureLakeTest::isBlock);
            assertThatThrownBy(() -> store(through(proxy), "a/large.bin", bytes(LARGE, 1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Md5Mismatch");

            proxy.next(1, LossyProxy.Fault.BODY_ALTERED, AzureLakeTest::isWholeBlob);
            assertThatThrownBy(() -> store(through(proxy), "a/small.bin", bytes(3, 1)))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Md5Mismatch");
        }
        assertThat(lake.list("")).isEmpty();
    }

    @Test
    void aSmallObjectTakesOneRequestAndALargeOneOneForEachBlockAndOneMore() throws IOException {
        try (LossyProxy proxy = new LossyProxy(azurite.endpoint())) {
            store(through(proxy), "a/small.txt", bytes(NewBlob.BLOCK_BYTES, 1));
            assertThat(proxy.requests()).hasSize(1);

            store(through(proxy), "a/large.bin", bytes(2 * NewBlob.BLOCK_BYTES + 1, 1));
            assertThat(proxy.requests()).hasSize(1 + 3 + 1);
        }
    }

    @Test
    void aContainerThatIsNotThereIsNamed() {
        AzureAddress none = azurite.address("");
        LakeStorage lost = new AzureLake(new AzureAddress(
                none.account(), "nowhere", "", none.host(), none.endpoint(), null, none.credentials()));

        assertThatThrownBy(() -> lost.list(""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no container 'nowhere'");
        assertThatThrownBy(() -> store(lost, "a/b.txt", bytes(1, 1))).hasMessageContaining("no container 'nowhere'");
        assertThatThrownBy(() -> lost.open("a/b.txt")).hasMessageContaining("no container 'nowhere'");
    }

    @Test
    void aWrongKeyIsReportedWithoutBeingShown() {
        String canary = "Y2FuYXJ5LWNhbmFyeS1jYW5hcnktY2FuYXJ5LWNhbmFyeQ==";
        LakeStorage refused =
                new AzureLake(azurite.address("", azurite.endpoint(), new AzureCredentials.AccountKey(canary)));

        assertThatThrownBy(() -> refused.list(""))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("returned 403")
                .hasMessageContaining("account key")
                .hasMessageNotContaining(canary);
    }

    @Test
    void aSharedSignatureAndAConnectionStringOpenTheLakeToo() throws IOException {
        store(lake, "a/b.txt", bytes(1, 1));
        String sas = container()
                .generateSas(new BlobServiceSasSignatureValues(
                        OffsetDateTime.now(ZoneOffset.UTC).plusHours(1), BlobContainerSasPermission.parse("rlcw")));
        String folder = "bronze of skyfit";
        LakeStorage shared = new AzureLake(
                azurite.address(folder, azurite.endpoint(), new AzureCredentials.SharedAccess("?" + sas)));
        LakeStorage connected = new AzureLake(azurite.address(
                folder, azurite.endpoint(), new AzureCredentials.ConnectionString(azurite.connectionString())));

        assertThat(shared.list("")).isEqualTo(connected.list("")).hasSize(1);
        store(shared, "a/c.txt", bytes(1, 1));
        store(shared, "a/large.bin", bytes(LARGE, 1));
        assertThat(connected.exists("a/c.txt")).isTrue();
    }

    @Test
    void anInterruptedRequestSaysSoAndLeavesTheThreadInterrupted() throws IOException {
        URI nobody;
        try (LossyProxy gone = new LossyProxy(azurite.endpoint())) {
            nobody = gone.endpoint();
        }
        LakeStorage silent = new AzureLake(
                azurite.address("", nobody, new AzureCredentials.SharedAccess("sv=2024-01-01&sig=canary")));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> silent.list(""))
                .isInstanceOf(InterruptedIOException.class)
                .hasMessageNotContaining("canary");
        assertThat(Thread.interrupted()).isTrue();
    }
}

package com.skyfit.lake.proof;

import com.skyfit.lake.Proof;
import com.skyfit.lake.bronze.azure.Azurite;
import com.skyfit.lake.bronze.azure.LossyProxy;
import com.skyfit.lake.warehouse.CuttingProxy;
import com.skyfit.lake.warehouse.OwnServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A crash of a complete run costs time, never data, with bronze in a storage account. */
final class AzureExtractKillTest {

    @RegisterExtension
    private final Azurite azurite = new Azurite();

    @TempDir
    private Path home;

    /** A separate server, because the users of its databases are killed. */
    @TempDir
    private Path serverHome;

    @Test
    void howeverOftenRunsAreKilledWhileTheSourcesMoveTheNextOneBringsGoldToWhatTheyHold() throws Exception {
        long seed = Proof.seed("AzureExtractKillTest");
        Tripwire steps = new Tripwire();
        try (OwnServer server = new OwnServer(serverHome);
                CuttingProxy proxy = new CuttingProxy(server.port());
                LossyProxy storage = new LossyProxy(azurite.endpoint())) {
            storage.watch(steps::step);
            ExtractKills kills = new ExtractKills(seed, home, name -> container(name, storage), steps, server, proxy);
            Proof.publish("extract-kills-azure", kills.kill(Proof.tries(3, 200)));
        }
    }

    private ExtractKills.Place container(String name, LossyProxy storage) throws Exception {
        azurite.open(name);
        return new ExtractKills.Place(azurite.settings(storage.endpoint()), azurite.settings());
    }
}

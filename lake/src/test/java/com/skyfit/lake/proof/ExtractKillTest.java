package com.skyfit.lake.proof;

import com.skyfit.lake.Proof;
import com.skyfit.lake.warehouse.CuttingProxy;
import com.skyfit.lake.warehouse.OwnServer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A crash of a complete run costs time, never data, with bronze in a folder. */
final class ExtractKillTest {

    @TempDir
    private Path home;

    /** A separate server, because the users of its databases are killed. */
    @TempDir
    private Path serverHome;

    @Test
    void howeverOftenRunsAreKilledWhileTheSourcesMoveTheNextOneBringsGoldToWhatTheyHold() throws Exception {
        long seed = Proof.seed("ExtractKillTest");
        Tripwire steps = new Tripwire();
        try (OwnServer server = new OwnServer(serverHome);
                CuttingProxy proxy = new CuttingProxy(server.port());
                WatchedLake.Gate gate = new WatchedLake.Gate(steps::step)) {
            ExtractKills kills = new ExtractKills(seed, home, name -> folder(name, gate), steps, server, proxy);
            Proof.publish("extract-kills", kills.kill(Proof.tries(3, 200)));
        }
    }

    private ExtractKills.Place folder(String name, WatchedLake.Gate gate) {
        Map<String, String> direct =
                Map.of("SKYFIT_LAKE", home.resolve("lakes").resolve(name).toString());
        Map<String, String> watched = new HashMap<>(direct);
        watched.put(WholeRun.GATE, Integer.toString(gate.port()));
        return new ExtractKills.Place(watched, direct);
    }
}

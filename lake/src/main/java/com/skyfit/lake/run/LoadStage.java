package com.skyfit.lake.run;

import com.skyfit.lake.bronze.Lake;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.silver.BrokenPartException;
import com.skyfit.lake.silver.BronzeFile;
import com.skyfit.lake.silver.Ledger;
import com.skyfit.lake.silver.LoadFile;
import com.skyfit.lake.silver.LoadedFile;
import com.skyfit.lake.silver.SilverTable;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** Brings the parts that silver does not hold yet into it, one after another. */
final class LoadStage {

    private final Configuration configuration;
    private final Ledger ledger;
    private final LoadFile loadFile;
    private final Recorder recorder;

    LoadStage(Configuration configuration, Warehouse warehouse, Recorder recorder) {
        Lake lake = configuration.lake();
        this.configuration = configuration;
        this.ledger = new Ledger(warehouse);
        this.loadFile = new LoadFile(warehouse, lake);
        this.recorder = recorder;
    }

    void run(Selection selection) throws InterruptedException {
        for (Source source : configuration.catalog().sources()) {
            if (!selection.includes(source)) {
                continue;
            }
            String broken = register(source);
            for (String scope : configuration.scopes().getOrDefault(source.name(), List.of())) {
                if (!selection.includesScope(scope)) {
                    continue;
                }
                for (Entity entity : source.entities()) {
                    if (selection.includes(entity)) {
                        Unit unit = new Unit(Stage.LOAD, source.name(), scope, entity.name());
                        recorder.record(unit, started -> load(unit, SilverTable.of(source, entity), broken, started));
                    }
                }
            }
        }
    }

    /** Why not all manifests of the source could be read; empty text where all are. Those that could be are loaded all the same. */
    private String register(Source source) {
        try {
            ledger.register(configuration.lake(), source.name());
            return "";
        } catch (IOException | SQLException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private UnitResult load(Unit unit, SilverTable table, String broken, long started) throws SQLException {
        long lines = 0;
        long rows = 0;
        long quarantined = 0;
        long bytes = 0;
        String message = broken;
        for (BronzeFile file : ledger.pending(unit.source(), unit.scope(), unit.entity())) {
            try {
                LoadedFile loaded = loadFile.load(table, file);
                lines += file.lines();
                bytes += file.bytes();
                rows += loaded.rows();
                quarantined += loaded.quarantined();
            } catch (BrokenPartException e) {
                message = String.valueOf(e.getMessage());
                ledger.failed(file, message);
            }
        }
        Status status = message.isEmpty() ? Status.SUCCEEDED : Status.FAILED;
        return new UnitResult(unit, status, lines, rows, quarantined, bytes, 0, Recorder.seconds(started), message);
    }
}

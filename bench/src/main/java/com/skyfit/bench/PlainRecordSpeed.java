package com.skyfit.bench;

import com.skyfit.lake.catalog.ColumnType;
import com.skyfit.lake.silver.Lines;
import com.skyfit.lake.silver.PlainRecord;
import com.skyfit.lake.silver.SilverTable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Finding lines and telling the plain ones: what a load does with each byte between unpacking it and sending it. */
@State(Scope.Thread)
public class PlainRecordSpeed {

    private static final int RECORDS = 500;

    private final byte[] part =
            (String.join("\n", new SampleRecords().next(RECORDS)) + "\n").getBytes(StandardCharsets.UTF_8);
    private final PlainRecord plain =
            new PlainRecord(new SilverTable("stg_pipedrive", "persons", "id", ColumnType.Simple.BIGINT));

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public int plainLines() throws IOException {
        Lines lines = new Lines(new ByteArrayInputStream(part));
        int found = 0;
        while (lines.next()) {
            found += plain.matches(lines.buffer(), lines.from(), lines.to()) ? 1 : 0;
        }
        if (found != RECORDS) {
            throw new IllegalStateException(found + " of " + RECORDS + " lines are plain");
        }
        return found;
    }
}

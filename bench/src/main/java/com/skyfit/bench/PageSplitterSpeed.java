package com.skyfit.bench;

import com.skyfit.lake.source.Page;
import com.skyfit.lake.source.SourceException;
import com.skyfit.lake.source.client.PageBuffer;
import com.skyfit.lake.source.client.PageSplitter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Splitting a page into lines: what extraction does with each byte beside compressing it. */
@State(Scope.Thread)
public class PageSplitterSpeed {

    private static final int RECORDS = 500;

    private final byte[] page = ("{\"success\":true,\"data\":[" + String.join(",", new SampleRecords().next(RECORDS))
                    + "],\"additional_data\":{\"next_cursor\":null}}")
            .getBytes(StandardCharsets.UTF_8);
    private final PageBuffer lines = new PageBuffer();

    @Benchmark
    @OperationsPerInvocation(RECORDS)
    public Page split() throws IOException, SourceException {
        lines.clear();
        return new PageSplitter(new ByteArrayInputStream(page), "data", "update_time", lines).split();
    }
}

package com.skyfit.lake.source.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The body of a reply: counts its bytes, and ends with a failure if it is not read to its end in time. The client's own time limit ends
 * with the headers, and its stream cannot be interrupted on Java 17; closing it is what wakes a reader.
 */
final class TimedBody extends FilterInputStream {

    private final AtomicLong count;
    private final CompletableFuture<Void> guard;
    private final Duration limit;
    private volatile boolean late;

    TimedBody(InputStream in, Duration limit, AtomicLong count) {
        super(in);
        this.count = count;
        this.limit = limit;
        this.guard = CompletableFuture.runAsync(
                this::giveUp, CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
    }

    private void giveUp() {
        late = true;
        try {
            in.close();
        } catch (IOException ignored) {
            // The reader's own read fails.
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read;
        try {
            read = super.read(bytes, offset, length);
        } catch (IOException e) {
            throw late ? tooLate() : e;
        }
        if (late) {
            throw tooLate();
        }
        if (read > 0) {
            count.addAndGet(read);
        }
        return read;
    }

    private IOException tooLate() {
        return new IOException("the reply did not end within " + limit.toMillis() / 1000.0 + " s");
    }

    @Override
    public void close() throws IOException {
        guard.cancel(false);
        super.close();
    }
}

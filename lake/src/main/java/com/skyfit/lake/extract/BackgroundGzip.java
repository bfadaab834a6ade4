package com.skyfit.lake.extract;

import com.skyfit.lake.messages.FailureText;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses what is written to it in its own thread, so that reading and compressing take place in parallel. The waiting data is bounded: a
 * writer that is quicker waits itself. Not for use by several writers.
 */
final class BackgroundGzip extends OutputStream {

    private static final int BLOCK = 1 << 17;

    /** A third less work than the usual 6, for a twentieth more bytes (ADR-022). */
    private static final int LEVEL = 5;

    /** Blocks on their way, 4 MB: a page or two, so that the next one can be read while they are compressed. */
    private static final int BLOCKS = 32;

    private static final Block END = new Block(new byte[0]);

    private final BlockingQueue<Block> filled = new ArrayBlockingQueue<>(BLOCKS + 1);
    private final BlockingQueue<Block> empty = new ArrayBlockingQueue<>(BLOCKS + 1);
    private final Thread thread;
    private int made;
    private @Nullable Block current;
    private volatile @Nullable IOException failure;

    /** The only way to the level. */
    private static final class Gzip extends GZIPOutputStream {
        Gzip(OutputStream target) throws IOException {
            super(target, BLOCK);
            def.setLevel(LEVEL);
        }
    }

    private static final class Block {
        private final byte[] bytes;
        private int length;

        Block(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    /**
     * Begins.
     *
     * @param target takes the compressed bytes, on the other thread; must not be touched until {@link #finish()} or {@link #close()}
     *     returns
     */
    BackgroundGzip(OutputStream target) {
        thread = new Thread(() -> compress(target), "compress");
        thread.setDaemon(true);
        thread.start();
    }

    private void compress(OutputStream target) {
        try {
            GZIPOutputStream gzip = new Gzip(target);
            for (Block block = filled.take(); block != END; block = filled.take()) {
                gzip.write(block.bytes, 0, block.length);
                block.length = 0;
                empty.put(block);
            }
            gzip.finish();
        } catch (IOException e) {
            failure = e;
            drain();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets the writer continue to where it learns of the failure. */
    private void drain() {
        try {
            for (Block block = filled.take(); block != END; block = filled.take()) {
                empty.put(block);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int position = offset;
        while (position < offset + length) {
            Block block = block();
            int part = Math.min(offset + length - position, BLOCK - block.length);
            System.arraycopy(bytes, position, block.bytes, block.length, part);
            block.length += part;
            position += part;
            if (block.length == BLOCK) {
                pass(block);
            }
        }
    }

    private Block block() throws IOException {
        if (current == null) {
            check();
            Block used = empty.poll();
            if (used == null && made < BLOCKS) {
                made++;
                used = new Block(new byte[BLOCK]);
            }
            try {
                current = used == null ? empty.take() : used;
            } catch (InterruptedException e) {
                throw interrupted();
            }
        }
        return current;
    }

    private void pass(Block block) throws IOException {
        current = null;
        try {
            filled.put(block);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /** Hands on what has been written so far, without waiting for it. */
    @Override
    public void flush() throws IOException {
        if (current != null && current.length > 0) {
            pass(current);
        }
        check();
    }

    /**
     * Waits until everything is compressed and written to the target.
     *
     * @throws IOException if the target did not take it
     */
    void finish() throws IOException {
        flush();
        pass(END);
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw interrupted();
        }
        check();
    }

    private void check() throws IOException {
        IOException failed = failure;
        if (failed != null) {
            throw new IOException(FailureText.of(failed), failed);
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted while writing a part");
    }

    /** Ends the thread, whether or not everything was written. */
    @Override
    public void close() throws IOException {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }
}

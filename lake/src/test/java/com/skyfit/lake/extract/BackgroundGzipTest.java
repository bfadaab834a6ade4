package com.skyfit.lake.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

class BackgroundGzipTest {

    /** Longer than all that may wait. */
    private static final int LENGTH = 10 << 20;

    @Test
    void whatIsWrittenInAnyPiecesComesOutComplete() throws IOException {
        byte[] plain = new byte[LENGTH];
        Random random = new Random(1);
        random.nextBytes(plain);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();

        try (BackgroundGzip gzip = new BackgroundGzip(zipped)) {
            int position = 0;
            while (position < LENGTH) {
                int piece = Math.min(LENGTH - position, random.nextInt(300_000));
                gzip.write(plain, position, piece);
                position += piece;
                if (random.nextBoolean()) {
                    gzip.flush();
                }
            }
            gzip.finish();
        }

        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped.toByteArray()))) {
            assertThat(in.readAllBytes()).isEqualTo(plain);
        }
    }

    @Test
    void aTargetThatFailsFailsTheWriterAndNeverBlocksIt() throws IOException {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        byte[] plain = new byte[LENGTH];
        new Random(1).nextBytes(plain);

        try (BackgroundGzip gzip = new BackgroundGzip(full)) {
            assertThatThrownBy(() -> {
                        gzip.write(plain, 0, LENGTH);
                        gzip.finish();
                    })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left");
        }
    }
}

package com.skyfit.lake.bronze;

import com.skyfit.lake.bronze.storage.LakeStorage;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/** One record as the source sent it. */
public final class BronzeLine {

    private BronzeLine() {}

    /**
     * Reads a line of a part.
     *
     * @param lineNo from 1
     * @throws IOException if the part is missing, broken or has fewer lines
     */
    public static String read(LakeStorage lake, String blobPath, int lineNo) throws IOException {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(lake.open(blobPath)), StandardCharsets.UTF_8))) {
            for (int passed = 1; passed < lineNo; passed++) {
                if (lines.readLine() == null) {
                    throw new EOFException(blobPath + " has no line " + lineNo);
                }
            }
            String line = lines.readLine();
            if (line == null) {
                throw new EOFException(blobPath + " has no line " + lineNo);
            }
            return line;
        }
    }
}

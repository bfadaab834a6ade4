package com.skyfit.lake.run;

import com.skyfit.lake.bronze.Lake;
import com.skyfit.lake.quality.Reconciliation;
import com.skyfit.lake.quality.Subject;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * The first promise counted anew, layer by layer, keys as well as rows, trusting no account of earlier runs.
 *
 * @param counts with the terms of the equation
 * @param differences of the keys of silver and gold
 * @param brokenParts what is wrong with parts of bronze, each with its path; empty where all is well or bronze was not read
 */
public record Recount(Reconciliation counts, Reconciliation.Differences differences, List<String> brokenParts) {

    public Recount {
        brokenParts = List.copyOf(brokenParts);
    }

    /** What does not add up; empty where nothing is missing and nothing is too much. */
    public List<String> breaches() {
        List<String> breaches = new ArrayList<>(counts.breaches());
        if (!differences.missing().isEmpty()) {
            breaches.add("keys of silver that gold lacks: " + String.join(", ", differences.missing()));
        }
        if (!differences.surplus().isEmpty()) {
            breaches.add("keys of gold that silver lacks: " + String.join(", ", differences.surplus()));
        }
        breaches.addAll(brokenParts);
        return breaches;
    }

    /**
     * Counts.
     *
     * @param readBronze whether every part is read again, its hash and lines counted
     * @param most how many keys and parts are listed of each kind
     */
    public static List<Recount> of(
            Configuration configuration, Warehouse warehouse, Selection selection, boolean readBronze, int most)
            throws SQLException {
        List<Recount> recounts = new ArrayList<>();
        for (Subject subject : Subjects.of(configuration, selection)) {
            try (Connection connection = warehouse.connect()) {
                recounts.add(new Recount(
                        Reconciliation.recount(connection, subject),
                        Reconciliation.differences(connection, subject, most),
                        readBronze ? brokenParts(configuration.lake(), connection, subject, most) : List.of()));
            }
        }
        return recounts;
    }

    private static List<String> brokenParts(Lake lake, Connection connection, Subject subject, int most)
            throws SQLException {
        List<String> broken = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "select blob_path, lines, sha256 from ops.file where source = ? and scope = ? and entity = ? order by blob_path")) {
            query.setString(1, subject.source().name());
            query.setString(2, subject.scope());
            query.setString(3, subject.entity().name());
            try (ResultSet parts = query.executeQuery()) {
                while (parts.next() && broken.size() < most) {
                    String problem = problem(lake, parts.getString(1), parts.getLong(2), parts.getString(3));
                    if (!problem.isEmpty()) {
                        broken.add(parts.getString(1) + ": " + problem);
                    }
                }
            }
        }
        return broken;
    }

    /** What is wrong with a part; empty text where it is as its manifest says. */
    private static String problem(Lake lake, String path, long lines, String sha256) {
        MessageDigest digest = sha256();
        long found = 0;
        try (DigestInputStream stored = new DigestInputStream(lake.open(path), digest);
                InputStream unzipped = new GZIPInputStream(stored, 1 << 16)) {
            byte[] buffer = new byte[1 << 16];
            int last = '\n';
            for (int read = unzipped.read(buffer); read >= 0; read = unzipped.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    found += buffer[i] == '\n' ? 1 : 0;
                }
                last = read > 0 ? buffer[read - 1] : last;
            }
            found += last == '\n' ? 0 : 1;
            stored.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            return "cannot be read: " + e;
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(sha256)) {
            return "its SHA-256 is not that of its manifest";
        }
        return found == lines ? "" : found + " lines, its manifest says " + lines;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("This Java has no SHA-256", e);
        }
    }
}

package com.skyfit.lake.warehouse;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import org.postgresql.util.PasswordUtil;

/**
 * A password with which a role logs in; a secret that its text form keeps, so that no message shows it by accident.
 *
 * @param text as people type it
 */
public record RolePassword(String text) {

    private static final int BYTES = 24;

    /** A new one that nobody can guess. */
    public static RolePassword made() {
        byte[] secret = new byte[BYTES];
        new SecureRandom().nextBytes(secret);
        return new RolePassword(HexFormat.of().formatHex(secret));
    }

    /** Gives it to a role. It is sent as a hash, so that no log of the server can hold it. */
    public void set(Connection connection, String role) throws SQLException {
        String hash = PasswordUtil.encodeScramSha256(text.toCharArray());
        Query.execute(connection, "alter role " + Sql.name(role) + " password " + Sql.literal(hash));
    }

    @Override
    public String toString() {
        return "(password)";
    }
}

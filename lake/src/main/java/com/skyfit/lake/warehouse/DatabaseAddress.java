package com.skyfit.lake.warehouse;

/**
 * Where the database is and who asks.
 *
 * @param host name or address
 * @param port TCP port
 * @param database its name
 * @param user the role
 * @param password empty where the server asks for none; a secret
 * @param sslMode as libpq spells it: disable, allow, prefer, require, verify-ca, verify-full
 */
public record DatabaseAddress(String host, int port, String database, String user, String password, String sslMode) {

    /** The address for the JDBC driver, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    /** The address as libpq and most tools take it, without the password. */
    public String uri() {
        return "postgresql://" + user + "@" + host + ":" + port + "/" + database + "?sslmode=" + sslMode;
    }

    /** The same server, another database. */
    public DatabaseAddress withDatabase(String other) {
        return new DatabaseAddress(host, port, other, user, password, sslMode);
    }

    @Override
    public String toString() {
        return uri();
    }
}

package com.skyfit.lake.warehouse;

import com.skyfit.lake.messages.Secrets;
import java.util.Properties;

/**
 * The address of the database, and the credentials for it.
 *
 * @param host name or address
 * @param port TCP port
 * @param database its name
 * @param user the role
 * @param password empty if the server asks for none; a secret
 * @param encryption of its sessions
 */
public record DatabaseAddress(
        String host, int port, String database, String user, String password, Encryption encryption) {

    private static final int CONNECT_SECONDS = 20;

    public DatabaseAddress {
        Secrets.register(password);
    }

    /** The address for the JDBC driver, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database;
    }

    /**
     * What the JDBC driver needs beside the address. Contains the password.
     *
     * @param application the name that the server shows for sessions
     */
    public Properties properties(String application) {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        encryption.into(properties);
        properties.setProperty("connectTimeout", Integer.toString(CONNECT_SECONDS));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("ApplicationName", application);
        return properties;
    }

    /** The address as libpq and most tools take it, without the password. */
    public String uri() {
        return "postgresql://" + user + "@" + host + ":" + port + "/" + database + "?" + encryption.query();
    }

    /** The same server, another database. */
    public DatabaseAddress withDatabase(String other) {
        return new DatabaseAddress(host, port, other, user, password, encryption);
    }

    /** The same database, another role. */
    public DatabaseAddress withLogin(String otherUser, String otherPassword) {
        return new DatabaseAddress(host, port, database, otherUser, otherPassword, encryption);
    }

    @Override
    public String toString() {
        return uri();
    }
}

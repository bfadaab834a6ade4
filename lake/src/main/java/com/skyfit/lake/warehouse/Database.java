package com.skyfit.lake.warehouse;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The warehouse of one command, and the embedded server under it if the settings name no other. */
public final class Database implements AutoCloseable {

    private final Warehouse warehouse;
    private final @Nullable EmbeddedServer server;

    private Database(Warehouse warehouse, @Nullable EmbeddedServer server) {
        this.warehouse = warehouse;
        this.server = server;
    }

    /**
     * Opens it.
     *
     * @param address of a server of one's own; null for the embedded one in that home
     */
    public static Database open(@Nullable DatabaseAddress address, Path home) {
        return address == null
                ? embedded(EmbeddedServer.open(serverHome(home), 0))
                : new Database(Warehouse.open(address), null);
    }

    /**
     * The same for a command that only reads, whose role may have no right to more.
     *
     * @throws WarehouseException if the embedded one is meant and not there
     */
    public static Database openToRead(@Nullable DatabaseAddress address, Path home) {
        return address == null
                ? embedded(EmbeddedServer.openExisting(serverHome(home)))
                : new Database(Warehouse.openToRead(address), null);
    }

    private static Database embedded(EmbeddedServer server) {
        try {
            return new Database(Warehouse.open(server.address()), server);
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** The folder of a home's embedded server. */
    public static Path serverHome(Path home) {
        return home.resolve("pg");
    }

    /** The address as psql takes it, without a password. */
    public String uri() {
        return server == null ? warehouse.address().uri() : server.uri();
    }

    public Warehouse warehouse() {
        return warehouse;
    }

    /** Leaves the embedded server running after this command; does nothing to a server of one's own. */
    public void keep() {
        if (server != null) {
            server.keep();
        }
    }

    @Override
    public void close() {
        warehouse.close();
        if (server != null) {
            server.close();
        }
    }
}

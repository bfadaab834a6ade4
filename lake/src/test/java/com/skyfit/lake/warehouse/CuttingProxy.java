package com.skyfit.lake.warehouse;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands between a client and PostgreSQL, counts the statements that pass, and cuts all connections at a wanted one: the database then sees
 * a client that died between two statements. Understands just enough of the protocol to find where messages begin.
 */
public final class CuttingProxy implements AutoCloseable {

    private static final int NEVER = Integer.MAX_VALUE;

    private final ServerSocket server;
    private final int target;
    private final AtomicInteger left = new AtomicInteger(NEVER);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger passed = new AtomicInteger();
    private volatile boolean cuts;
    private volatile boolean cutLate;
    private volatile Runnable blow = () -> {};

    /** Listens on a free port for clients of the server on that port. */
    public CuttingProxy(int target) throws IOException {
        this.target = target;
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread("proxy", this::accept);
    }

    /** Where clients connect to. */
    public int port() {
        return server.getLocalPort();
    }

    /**
     * Cuts at the n-th statement from now on.
     *
     * @param late whether the server still gets that statement, and the client only never hears of it
     */
    public void cutAt(int statement, boolean late) {
        cuts = true;
        cutLate = late;
        left.set(statement);
    }

    /** The same, and does this at that moment, such as to kill somebody. */
    public void cutAt(int statement, boolean late, Runnable doing) {
        blow = doing;
        cutAt(statement, late);
    }

    /** Does this when the n-th statement from now on has come and before it passes, and cuts nothing. */
    public void doAt(int statement, Runnable doing) {
        cuts = false;
        blow = doing;
        left.set(statement);
    }

    /** How many statements have passed so far. */
    public int passed() {
        return passed.get();
    }

    /** Stops cutting; returns whether it had cut. */
    public boolean stop() {
        return left.getAndSet(NEVER) <= 0;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket client = server.accept();
                Socket database = new Socket(InetAddress.getLoopbackAddress(), target);
                client.setTcpNoDelay(true);
                database.setTcpNoDelay(true);
                open.add(client);
                open.add(database);
                thread("to-server", () -> pump(client, database, true));
                thread("to-client", () -> pump(database, client, false));
            } catch (IOException e) {
                return;
            }
        }
    }

    private void pump(Socket from, Socket to, boolean counted) {
        try (from;
                to) {
            if (counted) {
                forward(from, to);
            } else {
                from.getInputStream().transferTo(to.getOutputStream());
            }
        } catch (IOException e) {
            // One side has gone; the other follows.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private void forward(Socket from, Socket to) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream(), 1 << 16));
        DataOutputStream out = new DataOutputStream(to.getOutputStream());
        boolean started = false;
        boolean cutAfterSync = false;
        while (true) {
            int type = started ? in.read() : 0;
            if (type < 0) {
                return;
            }
            int length = in.readInt();
            byte[] body = in.readNBytes(length - 4);
            // A simple query, an execution, the end of a COPY.
            boolean statement = started && (type == 'Q' || type == 'E' || type == 'c');
            if (statement) {
                passed.incrementAndGet();
            }
            if (statement && left.get() != NEVER && left.decrementAndGet() == 0) {
                if (!cuts) {
                    blow.run();
                } else if (!cutLate) {
                    cutAll();
                    return;
                } else {
                    cutAfterSync = true;
                }
            }
            ByteBuffer message = ByteBuffer.allocate(length + 1);
            if (started) {
                message.put((byte) type);
            }
            message.putInt(length).put(body);
            out.write(message.array(), 0, message.position());
            if (cutAfterSync && (type == 'S' || type == 'Q' || type == 'c')) {
                out.flush();
                cutAll();
                return;
            }
            started = true;
        }
    }

    private void cutAll() throws IOException {
        blow.run();
        for (Socket socket : open) {
            socket.close();
        }
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            blow = () -> {};
            server.close();
            cutAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

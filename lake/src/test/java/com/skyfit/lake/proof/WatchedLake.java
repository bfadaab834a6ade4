package com.skyfit.lake.proof;

import com.skyfit.lake.bronze.storage.InterceptedLake;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.NewObject;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A lake whose every step is announced to another process before it is taken: an object begins, its commit begins, its commit has ended. The step
 * waits until the other process lets it continue.
 */
final class WatchedLake {

    private final LakeStorage lake;
    private final Socket watcher;

    private WatchedLake(LakeStorage lake, int gate) throws IOException {
        this.lake = lake;
        this.watcher = new Socket(InetAddress.getLoopbackAddress(), gate);
        watcher.setTcpNoDelay(true);
    }

    /** The lake, watched through the port on which a {@link Gate} of this machine lets steps pass. */
    static LakeStorage over(LakeStorage lake, int gate) throws IOException {
        return new InterceptedLake(lake).creating(new WatchedLake(lake, gate)::create);
    }

    private synchronized void step() throws IOException {
        watcher.getOutputStream().write(1);
        if (watcher.getInputStream().read() < 0) {
            throw new EOFException("the gate is closed");
        }
    }

    private NewObject create(String path) throws IOException {
        step();
        NewObject object = lake.create(path);
        return new NewObject() {
            @Override
            public void write(int b) throws IOException {
                object.write(b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                object.write(bytes, offset, length);
            }

            @Override
            public void commit() throws IOException {
                step();
                object.commit();
                step();
            }

            @Override
            public void close() throws IOException {
                object.close();
            }
        };
    }

    /** Lets the steps of watched lakes in other processes pass, each after a look at it. */
    static final class Gate implements AutoCloseable {

        private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        /** Does this at every step. */
        Gate(Runnable step) throws IOException {
            thread(() -> accept(step));
        }

        int port() {
            return server.getLocalPort();
        }

        private void accept(Runnable step) {
            while (!server.isClosed()) {
                try {
                    Socket lake = server.accept();
                    thread(() -> letPass(lake, step));
                } catch (IOException e) {
                    return;
                }
            }
        }

        private static void letPass(Socket lake, Runnable step) {
            try (lake) {
                lake.setTcpNoDelay(true);
                while (lake.getInputStream().read() >= 0) {
                    step.run();
                    lake.getOutputStream().write(1);
                }
            } catch (IOException e) {
                // The process is dead.
            }
        }

        private static void thread(Runnable work) {
            Thread thread = new Thread(work, "gate");
            thread.setDaemon(true);
            thread.start();
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}

package com.skyfit.lake.run;

import com.skyfit.lake.bronze.storage.LakeLease;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.bronze.storage.LakeTakenException;
import com.skyfit.lake.warehouse.WriterLock;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right of a run to commit objects to its lake: no run of another database writes there, and no later run of its own has taken over. The
 * lake asks both before each commit.
 */
final class LakeHold implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LakeHold.class);

    private final LakeStorage lake;
    private final LakeLease lease;
    private final WriterLock lock;

    private LakeHold(LakeStorage lake, LakeLease lease, WriterLock lock) {
        this.lake = lake;
        this.lease = lease;
        this.lock = lock;
    }

    /**
     * Takes it. A lake that cannot be reached or written is taken when an object is committed to it: what needs no lake is done.
     *
     * @throws LockedException if a run of another database is writing to the lake
     */
    static LakeHold take(LakeStorage lake, WriterLock lock) throws LockedException, SQLException {
        LakeLease lease = lake.lease(lock.database(), lock.holder());
        LakeHold hold = new LakeHold(lake, lease, lock);
        try {
            lease.keep();
        } catch (LakeTakenException e) {
            throw new LockedException(String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            LOG.warn("event=lake_not_held location=\"{}\" reason=\"{}\"", lake.location(), e.getMessage());
        }
        lake.guard(hold::check);
        return hold;
    }

    private void check() throws IOException {
        Optional<String> loss = lock.loss();
        if (loss.isPresent()) {
            throw new IOException(loss.get());
        }
        lease.keep();
    }

    /** Extends it. If that fails, commits fail, not the run. */
    void keep() {
        try {
            lease.keep();
        } catch (IOException e) {
            LOG.warn("event=lake_not_held location=\"{}\" reason=\"{}\"", lake.location(), e.getMessage());
        }
    }

    /** Releases the lake, unless a later run of the same database has taken over and holds it under the same name. */
    @Override
    public void close() {
        if (lock.loss().isEmpty()) {
            lake.guard(LakeStorage.Guard.NONE);
            lease.close();
        } else {
            lease.leave();
        }
    }
}

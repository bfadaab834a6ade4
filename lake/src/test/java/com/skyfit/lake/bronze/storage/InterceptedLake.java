package com.skyfit.lake.bronze.storage;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.UUID;

/**
 * A lake on which a test has a hand; what it does not take over is the lake's own.
 *
 * @param creating in place of {@link LakeStorage#create}
 * @param opening in place of {@link LakeStorage#open}
 * @param listing in place of {@link LakeStorage#list}
 */
public record InterceptedLake(
        LakeStorage lake, Step<NewObject> creating, Step<InputStream> opening, Step<List<LakeObject>> listing)
        implements LakeStorage {

    /** What is done with a path. */
    public interface Step<T> {
        T of(String path) throws IOException;
    }

    /** One that is not touched yet. */
    public InterceptedLake(LakeStorage lake) {
        this(lake, lake::create, lake::open, lake::list);
    }

    /** The same, where objects are created in another way. */
    public InterceptedLake creating(Step<NewObject> step) {
        return new InterceptedLake(lake, step, opening, listing);
    }

    /** The same, where objects are opened in another way. */
    public InterceptedLake opening(Step<InputStream> step) {
        return new InterceptedLake(lake, creating, step, listing);
    }

    /** The same, where objects are listed in another way. */
    public InterceptedLake listing(Step<List<LakeObject>> step) {
        return new InterceptedLake(lake, creating, opening, step);
    }

    @Override
    public String location() {
        return lake.location();
    }

    @Override
    public NewObject create(String path) throws IOException {
        return creating.of(path);
    }

    @Override
    public LakeLease lease(UUID database, String holder) {
        return lake.lease(database, holder);
    }

    @Override
    public void guard(Guard guard) {
        lake.guard(guard);
    }

    @Override
    public InputStream open(String path) throws IOException {
        return opening.of(path);
    }

    @Override
    public boolean exists(String path) throws IOException {
        return lake.exists(path);
    }

    @Override
    public void visit(String prefix, Visitor<LakeObject> visitor) throws IOException {
        for (LakeObject object : listing.of(prefix)) {
            visitor.see(object);
        }
    }

    @Override
    public void visitNames(String folder, Visitor<String> visitor) throws IOException {
        lake.visitNames(folder, visitor);
    }
}

package com.skyfit.lake.source.client;

import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.source.ExtractionListener;
import com.skyfit.lake.source.ScriptedSource;
import java.time.InstantSource;

/** A client of a scripted source, as impatient as tests are. */
public final class ScriptedClient {

    private ScriptedClient() {}

    /** A client of the source's account. */
    public static SourceClient of(ScriptedSource source, Entity... entities) {
        return SourceClient.of(
                source.account(entities), ScriptedSource.IMPATIENT, 0, InstantSource.system(), ExtractionListener.NONE);
    }
}

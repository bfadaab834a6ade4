package com.skyfit.simulator.source;

import com.skyfit.simulator.world.Chance;
import com.skyfit.simulator.world.ChangeRequest;
import com.skyfit.simulator.world.Changed;
import com.skyfit.simulator.world.TrueRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A source with all its accounts, as strict as its reference says the real one is. How it keeps or makes its records is its own business:
 * nothing here needs to hold them all. Called under the simulator's lock, so it needs none of its own.
 */
public interface SimulatedSource {

    /** Its name, which is also the first part of its address. */
    String name();

    /** The settings with which a lake reads all its accounts, names and values. */
    Map<String, String> settings();

    /** The answer to a request for a token; empty if the request is for something else, or the source grants none. */
    Optional<Reply> grant(Request request);

    /** The reply to a GET, errors for wrong requests included. */
    Reply answer(Request request);

    /** How often it answered 429 because it was asked more than its limits allow. */
    long refusals();

    /** Changes its records now; returns all changes in order. */
    List<Changed> change(ChangeRequest request, Chance chance);

    /** Every record as it really is, account by account, entity by entity, in the order of ids. */
    Stream<TrueRecord> truth();

    /** A good reply as a page that faults can spoil; empty if it holds no list of records. */
    Optional<PageForm> page(JsonNode body);

    /** The parameters by which a request continues a walk; empty if pages have numbers only. */
    List<String> cursorParameters();
}

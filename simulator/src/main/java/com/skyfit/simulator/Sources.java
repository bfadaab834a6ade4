package com.skyfit.simulator;

import com.skyfit.simulator.pipedrive.PipedriveSource;
import com.skyfit.simulator.source.SimulatedSource;
import com.skyfit.simulator.source.Surroundings;
import com.skyfit.simulator.zendesk.ZendeskSource;
import java.util.List;

/** The sources that there are. A further one is a package of its own and a line here. */
final class Sources {

    private Sources() {}

    /** New ones, in the order in which changes and the truth name them. */
    static List<SimulatedSource> in(Surroundings surroundings, SimulatorOptions options) {
        return List.of(new PipedriveSource(surroundings, options.pipedriveScopes()), new ZendeskSource(surroundings));
    }
}

package com.skyfit.simulator;

import com.skyfit.simulator.faults.FaultPlan;
import com.skyfit.simulator.http.SourceServer;
import com.skyfit.simulator.pipedrive.PipedriveSource;
import com.skyfit.simulator.source.SimulatedSource;
import com.skyfit.simulator.source.Simulation;
import com.skyfit.simulator.source.Surroundings;
import com.skyfit.simulator.source.TokenGrants;
import com.skyfit.simulator.world.ChangeRequest;
import com.skyfit.simulator.world.Changed;
import com.skyfit.simulator.world.TrueRecord;
import com.skyfit.simulator.world.World;
import com.skyfit.simulator.zendesk.ZendeskSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All simulated sources on a port of this machine. They remember what happens to them until {@link #close()}. Safe for use by several
 * threads.
 */
public final class Simulator implements AutoCloseable {

    private final SimulatorOptions options;
    private final SourceServer server;
    private final Simulation simulation;
    private final TokenGrants grants;

    private Simulator(SimulatorOptions options) throws IOException {
        this.options = options;
        this.server = new SourceServer(options.port());
        World world = new World(options.seed(), options.scale(), options.start());
        this.grants = new TokenGrants(world);
        Surroundings surroundings =
                new Surroundings(world, options.limits(), grants, System::nanoTime, server.address());
        this.simulation = new Simulation(world, Sources.in(surroundings, options));
        server.serve(simulation);
    }

    /**
     * Makes the world and opens its port.
     *
     * @throws UncheckedIOException if the port is taken
     */
    public static Simulator start(SimulatorOptions options) {
        try {
            return new Simulator(options);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot open port " + options.port() + " for the simulator: " + e.getMessage()
                            + "; choose another one, or 0 for any that is free",
                    e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return server.port();
    }

    /** The address in place of {@code https://{company}.pipedrive.com}; the token identifies the company. */
    public String pipedriveUrl() {
        return url(PipedriveSource.NAME);
    }

    /** The address in place of {@code https://{subdomain}.zendesk.com}. */
    public String zendeskUrl() {
        return url(ZendeskSource.NAME);
    }

    /** The address of a source, by its name. */
    public String url(String source) {
        return server.address() + "/" + source;
    }

    /** The token of a company. */
    public String pipedriveToken(String scope) {
        return PipedriveSource.token(options.seed(), scope);
    }

    /** The user whose token Zendesk asks for. */
    public String zendeskEmail() {
        return ZendeskSource.EMAIL;
    }

    /** The API token of that user. */
    public String zendeskToken() {
        return ZendeskSource.token(options.seed());
    }

    /** The settings with which a lake reads all accounts with API tokens, names and values. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        for (SimulatedSource source : simulation.sources()) {
            settings.putAll(source.settings());
        }
        return settings;
    }

    /** The secret of an account's OAuth client, whose id is the account's scope. */
    public String clientSecret(String scope) {
        return grants.clientSecret(scope);
    }

    /** An access token of an account, granted now. */
    public String accessToken(String scope) {
        return simulation.alone(() -> grants.accessToken(scope));
    }

    /** The refresh token of an account that is taken next; once, then another takes its place. */
    public String refreshToken(String scope) {
        return simulation.alone(() -> grants.refreshToken(scope));
    }

    /** Every access token and refresh token given out so far. */
    public List<String> issuedTokens() {
        return simulation.alone(() -> grants.issued());
    }

    /** How often a refresh token came that had been used before. */
    public int usedTokensRefused() {
        return simulation.alone(() -> grants.refusedAgain());
    }

    /** The next access token of each account expires after this many requests, whatever its lifetime. */
    public void endNextAccessTokensAfter(int requests) {
        simulation.run(() -> grants.endNextAfter(requests));
    }

    /** The simulated time. */
    public Instant now() {
        return simulation.now();
    }

    /** Advances the clock without any change. */
    public void advance(Duration time) {
        simulation.advance(time);
    }

    /**
     * Makes changes, each to a different record; then five minutes pass, so that every API shows them.
     *
     * @return all that happened
     */
    public List<Changed> change(ChangeRequest request) {
        return simulation.change(request);
    }

    /** From now on, replies go wrong as planned. */
    public void inject(FaultPlan plan) {
        server.inject(plan);
    }

    /**
     * From now on, does this whenever a request for records has come, before anything else, and again when its answer is on its way. Done on
     * the threads that answer, several at a time.
     */
    public void watch(Runnable doing) {
        server.watch(doing);
    }

    /** How often it answered 429 because it was asked more than its limits allow. */
    public long refusals() {
        return simulation.refusals();
    }

    /**
     * Every record as it really is, source by source, account by account, entity by entity, in the order of ids; changes of deals follow
     * Pipedrive's other records, those of deleted deals only where a reply showed them while the deal lived.
     */
    public List<TrueRecord> truth() {
        return simulation.truth();
    }

    @Override
    public void close() {
        server.close();
    }
}

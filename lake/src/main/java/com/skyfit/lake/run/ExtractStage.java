package com.skyfit.lake.run;

import com.skyfit.lake.bronze.NewestManifests;
import com.skyfit.lake.bronze.Range;
import com.skyfit.lake.bronze.RunContext;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.configuration.Configuration;
import com.skyfit.lake.extract.Backfill;
import com.skyfit.lake.extract.Extracted;
import com.skyfit.lake.extract.Extraction;
import com.skyfit.lake.messages.FailureText;
import com.skyfit.lake.run.result.Moved;
import com.skyfit.lake.run.result.RunListener;
import com.skyfit.lake.run.result.Stage;
import com.skyfit.lake.run.result.Status;
import com.skyfit.lake.run.result.Unit;
import com.skyfit.lake.run.result.UnitResult;
import com.skyfit.lake.source.Account;
import com.skyfit.lake.source.ExtractionListener;
import com.skyfit.lake.source.Patience;
import com.skyfit.lake.source.SourceException;
import com.skyfit.lake.source.client.SourceClient;
import com.skyfit.lake.status.Waiting;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the selected accounts of a source in parallel, with some entities each at a time; an account's entities share its limits. */
final class ExtractStage {

    /** More would wait for one another: for the account's limits, and for processors to compress. */
    private static final int ENTITIES_AT_ONCE = 3;

    private final Configuration configuration;
    private final RunContext context;
    private final Patience patience;
    private final RunListener listener;
    private final Recorder recorder;
    private final AccountIdentities identities;
    private final NewestManifests newest;

    ExtractStage(
            Configuration configuration,
            RunContext context,
            Patience patience,
            RunListener listener,
            Recorder recorder,
            AccountIdentities identities) {
        this.configuration = configuration;
        this.context = context;
        this.patience = patience;
        this.listener = listener;
        this.recorder = recorder;
        this.identities = identities;
        this.newest = new NewestManifests(configuration.lake());
    }

    void run(String source, Selection selection, RunOptions options) throws InterruptedException {
        List<Workers> pools = new ArrayList<>();
        List<Future<?>> entities = new ArrayList<>();
        try {
            for (Account account : configuration.accounts()) {
                if (!account.source().name().equals(source)) {
                    continue;
                }
                Workers pool = new Workers(context.run(), ENTITIES_AT_ONCE);
                pools.add(pool);
                AccountAtWork work = new AccountAtWork(SourceClient.of(
                        account, patience, configuration.dailyReservePercent(), context.clock(), new WaitsShown()));
                Map<String, Future<?>> begun = new HashMap<>();
                for (Entity entity : inOrder(account.source().entities())) {
                    if (selection.includes(entity) && (options.range() == null || Backfill.isPossible(entity))) {
                        List<Future<?>> others = entity.listedForEach().stream()
                                .<Future<?>>map(begun::get)
                                .filter(Objects::nonNull)
                                .toList();
                        Future<?> one = pool.submit(() -> {
                            for (Future<?> other : others) {
                                other.get();
                            }
                            extract(work, entity, options);
                            return null;
                        });
                        begun.put(entity.name(), one);
                        entities.add(one);
                    }
                }
            }
            Workers.await(Stage.EXTRACT.text(), entities);
        } finally {
            for (Workers pool : pools) {
                pool.end();
            }
        }
    }

    /** Those that are listed for each record of another come behind all others: they wait for it, and a pool begins in this order. */
    private static List<Entity> inOrder(List<Entity> entities) {
        return entities.stream()
                .sorted(Comparator.comparing(entity -> !entity.listedForEach().isEmpty()))
                .toList();
    }

    /** An account whose entities are being read; when its budget is exhausted, those not begun yet are not begun. */
    private final class AccountAtWork {
        private final SourceClient client;
        private volatile String spent = "";
        private @Nullable String refusal;

        AccountAtWork(SourceClient client) {
            this.client = client;
        }

        /** Why nothing of it may be read, empty text if it may: asked by the first of its entities, while the others wait. */
        synchronized String refusal() throws InterruptedException {
            if (refusal == null) {
                refusal = identities.refusal(client.account());
            }
            return refusal;
        }
    }

    /** Passes everything on, and makes waits visible outside this run. */
    private final class WaitsShown implements ExtractionListener {
        @Override
        public void page(Account account, String entity, long records) {
            listener.page(account, entity, records);
        }

        @Override
        public void waiting(Account account, String entity, Instant until, String reason) {
            listener.waiting(account, entity, until, reason);
            recorder.waits(
                    new Waiting(new Subject(account.source().name(), account.scope(), entity), until, reason),
                    context.clock().instant());
        }
    }

    private void extract(AccountAtWork work, Entity entity, RunOptions options) throws InterruptedException {
        Account account = work.client.account();
        Unit unit = new Unit(Stage.EXTRACT, account.subject(entity));
        if (!work.spent.isEmpty()) {
            recorder.record(new UnitResult(unit, Status.PARKED, Moved.NOTHING, 0, work.spent));
            return;
        }
        String refusal = work.refusal();
        if (!refusal.isEmpty()) {
            recorder.record(new UnitResult(unit, Status.FAILED, Moved.NOTHING, 0, refusal));
            return;
        }
        UnitResult result = recorder.record(unit, started -> extract(unit, entity, work.client, options, started));
        if (result.status() == Status.PARKED) {
            work.spent = result.message();
        }
    }

    /** What reads an entity. */
    private interface Reading {
        void run() throws SourceException, IOException, InterruptedException;
    }

    private UnitResult extract(Unit unit, Entity entity, SourceClient account, RunOptions options, long started)
            throws InterruptedException {
        SourceClient client = account.forEntity(entity);
        Range range = options.range();
        Reading reading;
        Supplier<Extracted> progress;
        if (range == null) {
            Extraction extraction = new Extraction(configuration.lake(), newest, client, entity, context, listener);
            reading = () -> extraction.run(options.sweep());
            progress = extraction::progress;
        } else {
            Backfill backfill = new Backfill(configuration.lake(), newest, client, entity, range, context, listener);
            reading = backfill::run;
            progress = backfill::progress;
        }
        Status status = Status.SUCCEEDED;
        String message = "";
        try {
            reading.run();
        } catch (SourceException e) {
            status = status(e, entity);
            message = FailureText.of(e);
        } catch (IOException e) {
            status = Status.FAILED;
            message = "Cannot write bronze in " + configuration.lake().location() + ": " + FailureText.of(e);
        }
        Extracted extracted = progress.get();
        Moved moved = new Moved(
                extracted.records(),
                extracted.records(),
                0,
                extracted.bytes(),
                extracted.counts().requests());
        return new UnitResult(unit, status, moved, Recorder.seconds(started), message);
    }

    private static Status status(SourceException e, Entity entity) {
        if (e instanceof SourceException.BudgetSpent) {
            return Status.PARKED;
        }
        boolean notOnPlan = e instanceof SourceException.Refused refused
                && (refused.status() == 403 || refused.status() == 404)
                && entity.optional();
        return notOnPlan ? Status.UNAVAILABLE : Status.FAILED;
    }
}

package com.skyfit.lake.configuration;

import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.catalog.Selection;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.messages.NearestName;
import com.skyfit.lake.source.Account;
import com.skyfit.lake.warehouse.DatabaseAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The interpreted settings: what a run reads from and writes to.
 *
 * @param catalog what there is to read
 * @param scopes of every source, by its name
 * @param accounts the selected ones, ready to be asked; none if the run does not extract
 * @param lake where bronze is stored
 * @param database the server of one's own; null for the embedded one
 * @param home the folder of everything local
 * @param dailyReservePercent of an account's daily budget that is left to the company's other programs
 * @param loadSessions how many database sessions load at once
 * @param storageLimit the size of the database's disk in bytes; 0 if not set
 * @param retention how long the history of old runs is kept
 */
public record Configuration(
        Catalog catalog,
        Map<String, List<String>> scopes,
        List<Account> accounts,
        LakeStorage lake,
        @Nullable DatabaseAddress database,
        Path home,
        int dailyReservePercent,
        int loadSessions,
        long storageLimit,
        Retention retention) {

    private static final Logger LOG = LoggerFactory.getLogger(Configuration.class);

    public Configuration {
        scopes = Map.copyOf(scopes);
        accounts = List.copyOf(accounts);
    }

    /**
     * Understands the settings.
     *
     * @param extracts whether the sources will be asked, which takes their accounts
     * @throws InvalidSettingsException with every mistake found, in the settings and in the selection
     */
    public static Configuration resolve(
            Settings settings, Catalog catalog, Path home, Selection selection, boolean extracts) {
        Understood understood = understand(settings, catalog, home, selection, extracts);
        if (!understood.problems().isEmpty()) {
            throw new InvalidSettingsException(understood.problems());
        }
        understood.notes().forEach(note -> LOG.warn("event=setting_doubtful note=\"{}\"", note));
        return understood.configuration();
    }

    /** The meaning of the selection: the entities of the selected scopes, in the order of the catalog. */
    public List<ScopedEntity> subjects(Selection selection) {
        List<ScopedEntity> subjects = new ArrayList<>();
        for (Source source : catalog.sources()) {
            if (!selection.includes(source)) {
                continue;
            }
            for (String scope : scopes.getOrDefault(source.name(), List.of())) {
                for (Entity entity : source.entities()) {
                    if (selection.includesScope(scope) && selection.includes(entity)) {
                        subjects.add(new ScopedEntity(source, scope, entity));
                    }
                }
            }
        }
        return subjects;
    }

    /** Understands as much of the settings as can be, for whoever looks for mistakes. */
    public static Understood understand(
            Settings settings, Catalog catalog, Path home, Selection selection, boolean extracts) {
        return new Resolution(settings, catalog, home, selection).understood(extracts);
    }

    /**
     * Settings as far as they are understood.
     *
     * @param configuration holds the accounts that can be asked
     * @param lakeKnown whether its lake is the one that is meant
     * @param databaseKnown whether its database is the one that is meant
     * @param notifications who is told of incidents, as far as that is understood
     * @param problems every mistake found
     * @param notes doubtful settings that can still be used
     */
    public record Understood(
            Configuration configuration,
            boolean lakeKnown,
            boolean databaseKnown,
            Notifications notifications,
            List<String> problems,
            List<String> notes) {

        public Understood {
            notes = List.copyOf(notes);
            problems = List.copyOf(problems);
        }
    }

    private static final class Resolution {

        private static final Pattern SCOPE = Pattern.compile("[a-z][a-z0-9_]*");

        private final Settings settings;
        private final Catalog catalog;
        private final Path home;
        private final Selection selection;
        private final List<String> problems = new ArrayList<>();

        Resolution(Settings settings, Catalog catalog, Path home, Selection selection) {
            this.settings = settings;
            this.catalog = catalog;
            this.home = home;
            this.selection = selection;
        }

        Understood understood(boolean extracts) {
            Map<String, List<String>> scopes = scopes();
            checkSelection(scopes);
            List<Account> accounts = extracts ? accounts(scopes) : List.of();
            int before = problems.size();
            LakeStorage lake = new LakeSettings(settings, home, problems).lake();
            boolean lakeKnown = problems.size() == before;
            before = problems.size();
            DatabaseAddress database = new DatabaseSettings(settings, problems).address();
            boolean databaseKnown = problems.size() == before;
            int dailyReservePercent = dailyReservePercent(settings.get("SKYFIT_DAILY_RESERVE", "5"));
            Notifications notifications = Notifications.understand(settings, problems);
            checkLogFormat(settings.get("SKYFIT_LOG_FORMAT", "text"));
            return new Understood(
                    new Configuration(
                            catalog,
                            scopes,
                            accounts,
                            lake,
                            database,
                            home,
                            dailyReservePercent,
                            loadSessions(),
                            storageLimit(settings.get("SKYFIT_STORAGE_LIMIT_GB", "")),
                            Retention.of(settings, problems)),
                    lakeKnown,
                    databaseKnown,
                    notifications,
                    problems.stream().distinct().toList(),
                    KnownSettings.notes(settings, catalog, scopes));
        }

        private void checkLogFormat(String text) {
            if (!text.equals("text") && !text.equals("json")) {
                problems.add("SKYFIT_LOG_FORMAT: expected text or json, found '" + text + "'");
            }
        }

        private int dailyReservePercent(String text) {
            if (text.matches("[0-9]{1,2}")) {
                return Integer.parseInt(text);
            }
            problems.add("SKYFIT_DAILY_RESERVE: expected a percentage from 0 to 99, found '" + text + "'");
            return 0;
        }

        private Map<String, List<String>> scopes() {
            Map<String, List<String>> scopes = new LinkedHashMap<>();
            for (Source source : catalog.sources()) {
                List<String> names = settings.find(source.scopesSetting())
                        .map(text -> Arrays.stream(text.split(",", -1))
                                .map(String::strip)
                                .distinct()
                                .toList())
                        .orElse(source.defaultScopes());
                names.stream()
                        .filter(name -> !SCOPE.matcher(name).matches())
                        .forEach(name -> problems.add(source.scopesSetting() + ": invalid scope '" + name
                                + "'; expected names of lower-case letters, digits and _, separated by commas"));
                scopes.put(source.name(), names);
            }
            return scopes;
        }

        private void checkSelection(Map<String, List<String>> scopes) {
            List<Source> selected =
                    catalog.sources().stream().filter(selection::includes).toList();
            if (selected.isEmpty()) {
                problems.add(NearestName.unknown(
                        "source",
                        selection.source(),
                        catalog.sources().stream().map(Source::name).toList()));
                return;
            }
            List<String> known = selected.stream()
                    .flatMap(source -> scopes.getOrDefault(source.name(), List.of()).stream())
                    .toList();
            if (known.stream().noneMatch(selection::includesScope)) {
                problems.add(NearestName.unknown("scope", selection.scope(), known));
            }
            if (selected.stream().flatMap(source -> source.entities().stream()).noneMatch(selection::includes)) {
                problems.add(NearestName.unknown(
                        "entity",
                        selection.entity(),
                        selected.stream()
                                .flatMap(source -> source.entities().stream())
                                .map(entity -> entity.name())
                                .distinct()
                                .toList()));
            }
        }

        private List<Account> accounts(Map<String, List<String>> scopes) {
            AccountSettings known = new AccountSettings(settings, home, problems);
            List<Account> accounts = new ArrayList<>();
            for (Source source : catalog.sources()) {
                if (!selection.includes(source)) {
                    continue;
                }
                for (String scope : scopes.getOrDefault(source.name(), List.of())) {
                    if (selection.includesScope(scope)) {
                        known.account(source, scope).ifPresent(accounts::add);
                    }
                }
            }
            return accounts;
        }

        /** Two, because typical servers have one or two cores; more help on larger ones. */
        private long storageLimit(String text) {
            if (text.isEmpty()) {
                return 0;
            }
            if (text.matches("[1-9][0-9]{0,6}")) {
                return Long.parseLong(text) << 30;
            }
            problems.add(
                    "SKYFIT_STORAGE_LIMIT_GB: expected a number of gigabytes from 1 to 9999999, found '" + text + "'");
            return 0;
        }

        private int loadSessions() {
            String text = settings.get("SKYFIT_LOAD_SESSIONS", "2");
            if (text.matches("[1-8]")) {
                return Integer.parseInt(text);
            }
            problems.add("SKYFIT_LOAD_SESSIONS: expected a number from 1 to 8, found '" + text + "'");
            return 1;
        }
    }
}

package com.skyfit.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.skyfit.simulator.world.TrueRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The clients that users of the real APIs use can list the simulator's entities. Needs Node and {@code npm ci} in {@code simulator/clients}; is
 * skipped without them, and fails without them where {@code SKYFIT_REQUIRE_CLIENTS} is set, as the gate does.
 */
class OfficialClientsTest {

    private static final Path CLIENTS = Path.of("clients");

    private final Map<String, Set<Long>> listed = new HashMap<>();

    @Test
    void theyListEveryEntity() throws Exception {
        boolean ready = Files.isDirectory(CLIENTS.resolve("node_modules")) && hasNode();
        if (System.getenv("SKYFIT_REQUIRE_CLIENTS") != null) {
            assertThat(ready).as("Node and npm ci in simulator/clients").isTrue();
        }
        assumeTrue(ready, "skipped: needs Node, and 'npm ci' in simulator/clients");

        try (Simulator simulator = Simulator.start(SimulatorOptions.of(5, 0.02, Instant.now()))) {
            list(simulator);
            assertThat(listed.get("pipedrive deals")).hasSizeGreaterThan(200);
            assertThat(union("pipedrive deals", "pipedrive archived deals", "pipedrive deleted deals"))
                    .isEqualTo(truth(simulator, "comercial", "deals", record -> true));
            for (String entity : List.of("persons", "organizations", "activities", "pipelines", "stages")) {
                assertThat(listed.get("pipedrive " + entity))
                        .as(entity)
                        .isEqualTo(truth(simulator, "comercial", entity, record -> !record.deleted()));
            }
            assertThat(listed.get("pipedrive users")).isEqualTo(truth(simulator, "comercial", "users", record -> true));
            for (String entity : List.of("tickets", "users", "ticket_forms")) {
                assertThat(listed.get("zendesk " + entity))
                        .as(entity)
                        .isEqualTo(truth(simulator, "support", entity, record -> true));
            }
            for (String entity : List.of("organizations", "groups", "ticket_fields")) {
                assertThat(listed.get("zendesk " + entity))
                        .as(entity)
                        .isEqualTo(truth(simulator, "support", entity, record -> !record.deleted()));
            }
        }
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private void list(Simulator simulator) throws Exception {
        ProcessBuilder node = new ProcessBuilder("node", "list.mjs").directory(CLIENTS.toFile());
        node.environment().put("PIPEDRIVE_BASE_URL", simulator.pipedriveUrl());
        node.environment().put("PIPEDRIVE_TOKEN", simulator.pipedriveToken("comercial"));
        node.environment().put("ZENDESK_BASE_URL", simulator.zendeskUrl());
        node.environment().put("ZENDESK_EMAIL", simulator.zendeskEmail());
        node.environment().put("ZENDESK_API_TOKEN", simulator.zendeskToken());
        Process process = node.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        for (String line : output.lines().toList()) {
            JsonNode told = JsonMapper.shared().readTree(line);
            Set<Long> ids = new TreeSet<>();
            told.path("ids").forEach(id -> ids.add(id.asLong()));
            listed.put(
                    told.path("source").asString() + " " + told.path("entity").asString(), ids);
        }
    }

    private Set<Long> union(String... names) {
        Set<Long> union = new TreeSet<>();
        for (String name : names) {
            union.addAll(listed.getOrDefault(name, Set.of()));
        }
        return union;
    }

    private static Set<Long> truth(Simulator simulator, String scope, String entity, Predicate<TrueRecord> filter) {
        return simulator.truth().stream()
                .filter(record ->
                        record.scope().equals(scope) && record.entity().equals(entity))
                .filter(filter)
                .map(TrueRecord::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

package com.skyfit.lake.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.Catalog;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.reading.CatalogReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownSettingsTest {

    private static final Pattern IN_CODE = Pattern.compile("\"((?:PG|SKYFIT|ADLS|AZURE|NOTIFY)_[A-Z_]+[A-Z])\"");
    private static final Pattern IN_TABLE = Pattern.compile("`([A-Z]+(?:_[A-Z]+)+)`");

    private final Catalog catalog = CatalogReader.shipped();
    private final Map<String, List<String>> scopes =
            catalog.sources().stream().collect(Collectors.toMap(Source::name, Source::defaultScopes));

    private static Set<String> found(Pattern pattern, String text) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group(1));
        }
        return found;
    }

    @Test
    void everyNameThatTheProgramReadsIsKnown() throws IOException {
        Set<String> read = new TreeSet<>();
        for (Path root : List.of(Path.of("src/main/java"), Path.of("../app/src/main/java"))) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    read.addAll(found(IN_CODE, Files.readString(file)));
                }
            }
        }
        assertThat(KnownSettings.OF_THE_PROGRAM).containsAll(read);
    }

    @Test
    void everyDocumentedSettingIsKnownAndTheOtherWayRound() throws IOException {
        String pages =
                Files.readString(Path.of("../README.md")) + Files.readString(Path.of("../docs/notifications.md"));
        String table = pages.lines().filter(line -> line.startsWith("| `")).collect(Collectors.joining("\n"));
        Set<String> documented = found(IN_TABLE, table);

        assertThat(KnownSettings.names(catalog, scopes)).containsAll(documented);
        assertThat(documented).containsAll(KnownSettings.OF_THE_PROGRAM);
    }

    @Test
    void anUnknownNameIsReportedWithTheNearestOneAndWithoutItsValue(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve(".env"), """
                PG_SSLMOD=canary
                SKYFIT_DAILY_RESERV=canary
                SOMETHING=canary
                AZURE_LOG_LEVEL=canary
                PIPEDRIVE_TOKEN_SUL=canary
                PIPEDRIVE_CLIENT_ID_EXPANSAO=canary
                PIPEDRIVE_OAUTH_URL=canary
                """);
        Settings settings = Settings.read(Map.of("ENVIRONMENT_OF_OTHERS", "1"), List.of(file));

        assertThat(KnownSettings.notes(settings, catalog, scopes))
                .containsExactly(
                        file + " line 1: unknown setting PG_SSLMOD: did you mean PG_SSLMODE?",
                        file + " line 5: unknown setting PIPEDRIVE_TOKEN_SUL",
                        file + " line 2: unknown setting SKYFIT_DAILY_RESERV: did you mean SKYFIT_DAILY_RESERVE?",
                        file + " line 3: unknown setting SOMETHING");
    }
}

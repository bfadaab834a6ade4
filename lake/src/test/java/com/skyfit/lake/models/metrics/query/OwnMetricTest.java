package com.skyfit.lake.models.metrics.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.catalog.reading.CatalogReader;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.reading.ProjectReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of docs/models.md. */
class OwnMetricTest {

    private static final Pattern EXAMPLE = Pattern.compile("(?s)`\\{home}/(\\S+metrics\\.yml)`:\\s+```yaml\\n(.*?)```");

    @TempDir
    private Path home;

    @Test
    void aMetricOfAnOwnFileIsComputedOfAShippedMeasure() throws Exception {
        Matcher example = EXAMPLE.matcher(Files.readString(Path.of("..", "docs", "models.md")));
        assertThat(example.find()).isTrue();
        Path file = home.resolve(example.group(1));
        Files.createDirectories(file.getParent());
        Files.writeString(file, example.group(2));

        ModelProject project = ProjectReader.read(home, CatalogReader.shipped());

        assertThat(project.refused()).isEmpty();
        assertThat(MetricSheet.of(
                                project, project.layer().metric("big_won_deals").orElseThrow())
                        .sql())
                .contains("from bi.fact_deal f\n    where f.is_won and f.currency = 'BRL'\n");
    }
}

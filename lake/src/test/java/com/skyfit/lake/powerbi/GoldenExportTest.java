package com.skyfit.lake.powerbi;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.Relation;
import com.skyfit.lake.models.reading.TestProject;
import com.skyfit.lake.powerbi.star.CustomTable;
import com.skyfit.lake.powerbi.star.CustomTable.Field;
import com.skyfit.lake.powerbi.star.Star;
import com.skyfit.lake.powerbi.star.StarColumn;
import com.skyfit.lake.powerbi.star.StarTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The whole export of a small project, file by file, as it was read and found right. After a change that is meant,
 * {@code -Dskyfit.derive=true} writes it again.
 */
class GoldenExportTest {

    private static final Path FOLDER = Path.of("src", "test", "resources", "com", "skyfit", "lake", "powerbi");
    private static final Path GOLDEN = FOLDER.resolve("golden");

    /** The columns of each model with their types. */
    private static final Map<String, String> COLUMNS = Map.of(
            "dim_scope",
            "scope_key integer, scope text",
            "dim_date",
            "date_key integer, date date, year integer, month integer, year_month text, month_name text",
            "dim_pd_user",
            "user_key bigint, scope_key integer, name text",
            "fact_deal",
            "deal_key bigint, scope_key integer, owner_key bigint, helper_key bigint, added_date_key integer, closed_date_key integer, added_date date,"
                    + " closed_date date, is_won boolean, is_closed boolean, lost_reason text, currency text, value numeric, probability integer, labels text[]");

    private static ModelProject project() throws IOException {
        List<String> files =
                new ArrayList<>(List.of("models/golden.yml", Files.readString(FOLDER.resolve("golden.yml"))));
        COLUMNS.keySet().stream()
                .sorted()
                .forEach(name ->
                        files.addAll(List.of("models/" + name + ".sql", "{{ config(schema='bi') }}select 1 as id")));
        return TestProject.of(files.toArray(String[]::new));
    }

    private static Star star(ModelProject project) {
        List<StarTable> tables = new ArrayList<>();
        for (Model model : project.models()) {
            List<StarColumn> columns = Stream.of(
                            String.valueOf(COLUMNS.get(model.name())).split(", ", -1))
                    .map(column -> column.split(" ", -1))
                    .map(column ->
                            new StarColumn(column[0], column[1], model.columns().getOrDefault(column[0], "")))
                    .toList();
            tables.add(new StarTable(
                    model.name(), model.relation(), model.description(), model.display(), model.promises(), columns));
        }
        StarTable deals = tables.stream()
                .filter(table -> table.model().equals("fact_deal"))
                .findFirst()
                .orElseThrow();
        CustomTable custom = new CustomTable(
                deals,
                "deal_key",
                "deal_key",
                new Relation("core", "vw_pd_deals_custom_comercial"),
                "deal_id",
                "comercial",
                1,
                List.of(
                        new Field(new StarColumn("plano", "text", "Plano (field a1, enum)"), "Plano"),
                        new Field(new StarColumn("inicio", "date", "Início (field b2, date)"), "Início \"da\"\tação")));
        return new Star(tables, List.of(custom), Map.of("comercial", 1L), List.of("bi.not_there"));
    }

    @Test
    void theExportIsAsItWasFoundRight() throws IOException {
        ModelProject project = project();
        assertThat(project.refused()).isEmpty();
        PowerBiExport export =
                PowerBiExport.of(star(project), project.layer(), Language.EN, "127.0.0.1:5432", "skyfit");
        if (Boolean.getBoolean("skyfit.derive")) {
            new ProjectFolder(GOLDEN).write(export, true, true);
            Files.delete(GOLDEN.resolve(ProjectFolder.RECORD));
        }

        assertThat(new TreeMap<>(export.files())).isEqualTo(golden());
        assertThat(export.leftOut())
                .containsExactly(
                        "bi.fact_deal.labels, of type text[]: Power BI has none that holds its values",
                        "bi.not_there is not built: see 'skyfit models build'");
    }

    private static Map<String, String> golden() throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(GOLDEN)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                files.put(
                        GOLDEN.relativize(path).toString().replace('\\', '/'),
                        Files.readString(path).replace("\r\n", "\n"));
            }
        }
        return files;
    }
}

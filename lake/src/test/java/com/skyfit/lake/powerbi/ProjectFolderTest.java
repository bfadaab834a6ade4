package com.skyfit.lake.powerbi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.skyfit.lake.powerbi.ProjectFolder.InUseException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Another export never undoes unasked what somebody has changed. */
class ProjectFolderTest {

    private static final String TABLE = "SkyFit.SemanticModel/definition/tables/Deals.tmdl";
    private static final String PAGE = "SkyFit.Report/definition/pages/sales/page.json";

    @TempDir
    private Path parent;

    private Path folder;
    private ProjectFolder project;

    @BeforeEach
    void exported() throws IOException {
        folder = parent.resolve("powerbi");
        project = new ProjectFolder(folder);
        project.write(export("old\n"), false, false);
    }

    private static PowerBiExport export(String text) {
        return new PowerBiExport(
                Map.of(TABLE, text, PAGE, text, "SkyFit.Report/definition.pbir", text, "SkyFit.pbip", text),
                1,
                0,
                1,
                List.of());
    }

    private String text(String path) throws IOException {
        return Files.readString(folder.resolve(path));
    }

    @Test
    void whatNobodyHasChangedIsReplacedAndWhatIsNoLongerThereGoes() throws IOException {
        boolean kept = project.write(
                new PowerBiExport(
                        Map.of("SkyFit.SemanticModel/definition/tables/Negócios.tmdl", "new\n"), 1, 0, 1, List.of()),
                false,
                false);

        assertThat(kept).isFalse();
        assertThat(folder.resolve(TABLE)).doesNotExist();
        assertThat(folder.resolve(PAGE)).doesNotExist();
        assertThat(text("SkyFit.SemanticModel/definition/tables/Negócios.tmdl")).isEqualTo("new\n");
    }

    @Test
    void aReportThatSomebodyHasChangedStaysUntilItIsNamed() throws IOException {
        Files.writeString(folder.resolve(PAGE), "mine\n");

        assertThat(project.write(export("new\n"), false, false)).isTrue();
        assertThat(text(PAGE)).isEqualTo("mine\n");
        assertThat(text(TABLE)).isEqualTo("new\n");
        assertThat(project.write(export("newer\n"), true, false)).isTrue();
        assertThat(text(PAGE)).isEqualTo("mine\n");
        assertThat(project.write(export("newest\n"), false, true)).isFalse();
        assertThat(text(PAGE)).isEqualTo("newest\n");
    }

    @Test
    void aPageThatSomebodyHasAddedIsAChange() throws IOException {
        Path own = folder.resolve("SkyFit.Report/definition/pages/own/page.json");
        Files.createDirectories(own.getParent());
        Files.writeString(own, "mine\n");

        assertThat(project.write(export("new\n"), false, false)).isTrue();
        assertThat(own).exists();
    }

    @Test
    void aModelThatSomebodyHasChangedIsNotReplacedUnlessForced() throws IOException {
        Files.writeString(folder.resolve(TABLE), "mine\n");

        assertThatThrownBy(() -> project.write(export("new\n"), false, true))
                .isInstanceOf(InUseException.class)
                .hasMessageContaining(TABLE)
                .hasMessageContaining("--force");
        assertThat(text(TABLE)).isEqualTo("mine\n");
        assertThat(text(PAGE)).isEqualTo("old\n");
        project.write(export("new\n"), true, false);
        assertThat(text(TABLE)).isEqualTo("new\n");
    }

    @Test
    void otherEndsOfLinesAndDesktopsOwnFilesAreNoChange() throws IOException {
        Files.writeString(folder.resolve(TABLE), "old\r\n");
        Path cache = folder.resolve("SkyFit.SemanticModel/.pbi/cache.abf");
        Files.createDirectories(cache.getParent());
        Files.write(cache, new byte[] {-1, 0, 1});

        project.write(export("new\n"), false, false);

        assertThat(text(TABLE)).isEqualTo("new\n");
        assertThat(cache).exists();
    }

    @Test
    void aFolderOfSomethingElseIsLeftAlone() throws IOException {
        Path other = Files.createDirectories(parent.resolve("other"));
        Files.writeString(other.resolve("letter.txt"), "dear");

        assertThatThrownBy(() -> new ProjectFolder(other).write(export("new\n"), true, true))
                .isInstanceOf(InUseException.class)
                .hasMessageContaining("--out");
        assertThatThrownBy(() -> new ProjectFolder(other.resolve("letter.txt")).write(export("new\n"), true, true))
                .isInstanceOf(InUseException.class);
        assertThat(other).isDirectoryContaining(file -> file.endsWith("letter.txt"));
    }

    @Test
    void aRecordThatCannotBeReadIsSaid() throws IOException {
        Files.writeString(folder.resolve(ProjectFolder.RECORD), "{");

        assertThatThrownBy(() -> project.write(export("new\n"), true, true))
                .isInstanceOf(InUseException.class)
                .hasMessageContaining(ProjectFolder.RECORD);
    }
}

package com.skyfit.lake.models.reading;

import com.skyfit.lake.catalog.reading.CatalogFile;
import com.skyfit.lake.models.Model;
import com.skyfit.lake.models.ModelProject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Projects of a few files, as tests write them. */
public final class TestProject {

    /** What is read of every source {@code raw}. */
    public static final String SOURCES = """
            version: 2
            sources:
              - name: raw
                tables: [{name: deals}, {name: users}]
            """;

    private TestProject() {}

    /** The files of a project with the least that one has, and these; paths and texts by turns. */
    public static Map<String, CatalogFile> files(String... pathsAndTexts) {
        Map<String, CatalogFile> files = new LinkedHashMap<>();
        files.put("dbt_project.yml", new CatalogFile("dbt_project.yml", "name: own\nprofile: own\n"));
        files.put("models/sources.yml", new CatalogFile("models/sources.yml", SOURCES));
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], new CatalogFile(pathsAndTexts[i], pathsAndTexts[i + 1]));
        }
        return files;
    }

    /** A project with the least that one has, and these files. */
    public static ModelProject of(String... pathsAndTexts) {
        return ProjectReader.read(files(pathsAndTexts), Map.of(), relation -> true);
    }

    /** A model of such a project. */
    public static Model model(String name, String... pathsAndTexts) {
        ModelProject project = of(pathsAndTexts);
        return project.model(name)
                .orElseThrow(() -> new AssertionError("no model " + name + ", refused: " + project.refused()));
    }

    /** A model whose file is all there is of it. */
    public static Model single(String name, String text) {
        return model(name, "models/" + name + ".sql", text);
    }

    /** What is refused of such a project, as people read it. */
    static List<String> refused(String... pathsAndTexts) {
        return of(pathsAndTexts).refused().stream()
                .flatMap(refused -> refused.problems().stream())
                .map(Object::toString)
                .toList();
    }
}

package com.skyfit.lake.powerbi;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Error;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The published schemas of Power BI's files, where there is a copy of them; a test that needs them is skipped elsewhere. */
final class FabricSchemas {

    private static final String PUBLISHED = "https://developer.microsoft.com/json-schemas/fabric/";
    private static final Path COPY = Path.of("..", "..", "shared", "data", "fabric-schemas");

    private final Path copy;
    private final SchemaRegistry registry;

    private FabricSchemas(Path copy) {
        this.copy = copy;
        this.registry =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7, builder -> builder.schemas(this::text));
    }

    /** The schemas; skips the test where they are not there. */
    static FabricSchemas orSkip(String test) {
        Path copy = Path.of(System.getProperty("skyfit.fabric-schemas", COPY.toString()));
        if (!Files.isDirectory(copy)) {
            System.out.println("skipped: " + test + " needs the schemas of microsoft/json-schemas, folder fabric, in "
                    + copy + " or where -Dskyfit.fabric-schemas says");
        }
        assumeTrue(Files.isDirectory(copy), "no copy of the schemas");
        return new FabricSchemas(copy);
    }

    private String text(String address) {
        if (!address.startsWith(PUBLISHED)) {
            throw new IllegalArgumentException("Not one of the published schemas: " + address);
        }
        try {
            return Files.readString(copy.resolve(address.substring(PUBLISHED.length())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with a document that names its schema. */
    List<String> problems(JsonNode document) {
        String schema = document.path("$schema").asString("");
        return registry.getSchema(SchemaLocation.of(schema)).validate(document).stream()
                .map(Error::toString)
                .toList();
    }
}

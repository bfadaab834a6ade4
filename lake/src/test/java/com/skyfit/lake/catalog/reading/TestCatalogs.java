package com.skyfit.lake.catalog.reading;

import com.skyfit.lake.catalog.Catalog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Catalogs that several tests use; their text is in {@code src/test/resources/catalogs}. */
public final class TestCatalogs {

    private TestCatalogs() {}

    /** A shop, {@code orders} of which are listed by time and {@code events} for each order. */
    public static Catalog shop() {
        return CatalogReader.read(List.of(file("shop-with-events-of-orders.yaml")));
    }

    /** What is shipped, with all that is shipped switched off but the changes of deals, which cost a request a deal. */
    public static Catalog shippedWithOptionalEntities() {
        return CatalogReader.shippedUnder(List.of(file("zendesk-all-enabled.yaml")));
    }

    private static CatalogFile file(String name) {
        try (InputStream in = Objects.requireNonNull(
                TestCatalogs.class.getResourceAsStream("/catalogs/" + name), "no catalogs/" + name)) {
            return new CatalogFile(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

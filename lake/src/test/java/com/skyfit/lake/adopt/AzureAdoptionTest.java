package com.skyfit.lake.adopt;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.bronze.ListingState;
import com.skyfit.lake.bronze.Manifests;
import com.skyfit.lake.bronze.Part;
import com.skyfit.lake.bronze.PartReader;
import com.skyfit.lake.bronze.azure.AzureLake;
import com.skyfit.lake.bronze.azure.Azurite;
import com.skyfit.lake.bronze.storage.LakeObject;
import com.skyfit.lake.bronze.storage.LakeStorage;
import com.skyfit.lake.catalog.Entity;
import com.skyfit.lake.catalog.Subject;
import com.skyfit.lake.catalog.reading.CatalogReader;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The earlier scripts wrote to a storage account; there their parts are adopted, too. */
class AzureAdoptionTest {

    private static final Instant NOW = Instant.parse("2026-01-10T06:00:00Z");
    private static final String MONDAY = "20260105T060000Z";

    @RegisterExtension
    private final Azurite azurite = new Azurite();

    private final Entity deals = CatalogReader.shipped().source("pipedrive").entity("deals");

    private Adopted adopt(LakeStorage lake) throws Exception {
        return new OldLake(lake).adopt(deals, NOW, false);
    }

    @Test
    void partsInAStorageAccountAreAdoptedOnceAndABrokenOneIsRefused() throws Exception {
        LakeStorage lake = new AzureLake(azurite.address("bronze of the scripts"));
        OldLake old = new OldLake(lake);
        String good = old.part("pipedrive", "comercial", "deals", MONDAY, 1, "{\"id\":1}", "{\"id\":2}");
        String empty = OldLake.path("pipedrive", "comercial", "deals", "2026-01-05", MONDAY, 2);
        old.store(empty, new byte[0]);

        Adopted adopted = adopt(lake);

        assertThat(adopted.parts()).isEqualTo(1);
        assertThat(adopted.refused()).singleElement().asString().startsWith(empty);
        List<Part> named = new Manifests(lake)
                .newest(new Subject("pipedrive", "comercial", "deals"))
                .orElseThrow()
                .parts();
        assertThat(named).containsExactly(PartReader.read(lake, good));
        List<LakeObject> before = lake.list("");
        assertThat(adopt(lake).parts()).isZero();
        assertThat(lake.list("")).isEqualTo(before);
    }

    @Test
    void extractionResumesFromTheWatermarkBesideThem() throws Exception {
        LakeStorage lake = new AzureLake(azurite.address("bronze of the scripts"));
        OldLake old = new OldLake(lake);
        old.part("pipedrive", "comercial", "deals", MONDAY, 1, "{\"id\":1}");
        old.watermark("pipedrive", "comercial", "deals", "{\"last_successful_until\":\"2026-01-05T06:00:00Z\"}");

        assertThat(adopt(lake).listings())
                .containsEntry("live", new ListingState(Instant.parse("2026-01-04T06:00:00Z"), null, null));
    }
}

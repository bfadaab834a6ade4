package com.skyfit.lake.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import com.skyfit.lake.bronze.storage.LakeStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LakeSettingsTest {

    private static final String KEY = "Y2FuYXJ5LWNhbmFyeQ==";

    private final List<String> problems = new ArrayList<>();

    private LakeStorage lake(Map<String, String> settings) {
        return new LakeSettings(new Settings(settings), Path.of("home"), problems).lake();
    }

    private static Map<String, String> and(Map<String, String> settings, String name, String value) {
        Map<String, String> more = new HashMap<>(settings);
        more.put(name, value);
        return more;
    }

    @Test
    void withoutSettingsTheLakeIsAFolderOfHome() {
        assertThat(lake(Map.of()).location())
                .isEqualTo(Path.of("home", "lake").toAbsolutePath().toString());
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "abfss://raw@skyfit.dfs.core.windows.net,            abfss://raw@skyfit.dfs.core.windows.net",
        "abfss://raw@skyfit.dfs.core.windows.net/,           abfss://raw@skyfit.dfs.core.windows.net",
        "abfss://raw@skyfit.dfs.core.windows.net/lake/crm/,  abfss://raw@skyfit.dfs.core.windows.net/lake/crm",
        "abfss://raw@skyfit.dfs.core.chinacloudapi.cn/lake,  abfss://raw@skyfit.dfs.core.chinacloudapi.cn/lake"
    })
    void anAddressLeadsToAContainerAndAFolder(String text, String location) {
        assertThat(lake(Map.of("SKYFIT_LAKE", text)).location()).isEqualTo(location);
        assertThat(problems).isEmpty();
    }

    @Test
    void theNamesOfTheEarlierScriptsLeadToAContainer() {
        assertThat(lake(Map.of(
                                "AZURE_STORAGE_ACCOUNT", "skyfit",
                                "ADLS_CONTAINER", "raw",
                                "AZURE_STORAGE_KEY", KEY))
                        .location())
                .isEqualTo("abfss://raw@skyfit.dfs.core.windows.net");
        assertThat(problems).isEmpty();
    }

    @Test
    void aConnectionStringNamesTheAccountToo() {
        assertThat(lake(Map.of(
                                "AZURE_STORAGE_CONNECTION_STRING",
                                "AccountName=skyfit;AccountKey=" + KEY,
                                "ADLS_CONTAINER",
                                "raw"))
                        .location())
                .isEqualTo("abfss://raw@skyfit.dfs.core.windows.net");
        assertThat(problems).isEmpty();
    }

    @Test
    void aFolderThatIsSetWinsOverAStorageAccount() {
        assertThat(lake(Map.of("SKYFIT_LAKE", "data", "AZURE_STORAGE_ACCOUNT", "skyfit"))
                        .location())
                .isEqualTo(Path.of("data").toAbsolutePath().toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abfss://skyfit.dfs.core.windows.net/raw",
                "abfss://RAW@skyfit.dfs.core.windows.net",
                "abfss://raw@skyfit.blob.core.windows.net",
                "abfss://raw@skyfit.dfs.core.windows.net/a//b",
                "https://skyfit.blob.core.windows.net/raw",
                "s3://raw/lake"
            })
    void anAddressOfAnotherFormIsRefused(String text) {
        lake(Map.of("SKYFIT_LAKE", text));

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).startsWith("SKYFIT_LAKE: expected").contains("abfss://CONTAINER@ACCOUNT");
    }

    @Test
    void allMistakesOfAnAzureLakeAreReportedAtOnceAndNoSecretIsShown() {
        lake(Map.of(
                "AZURE_STORAGE_ACCOUNT", "Sky-Fit",
                "SKYFIT_LAKE_ENDPOINT", "127.0.0.1:10000",
                "SKYFIT_LAKE_TIER", "archive",
                "AZURE_STORAGE_KEY", "canary secret"));

        assertThat(problems)
                .containsExactly(
                        "AZURE_STORAGE_ACCOUNT: expected the storage account's name, 3 to 24 lower-case letters and digits",
                        "ADLS_CONTAINER is missing: with a storage account set, expected the container's name, 3 to 63 lower-case letters, digits and single hyphens",
                        "SKYFIT_LAKE_ENDPOINT: expected the address of a Blob API, such as http://127.0.0.1:10000/devstoreaccount1",
                        "SKYFIT_LAKE_TIER: expected one of hot, cool, cold",
                        "AZURE_STORAGE_KEY: expected the account's key in base 64, as the portal shows it");
    }

    @Test
    void credentialsThatCannotBeMeantAreRefused() {
        Map<String, String> lake = Map.of("SKYFIT_LAKE", "abfss://raw@skyfit.dfs.core.windows.net");
        lake(and(lake, "AZURE_STORAGE_CONNECTION_STRING", "AccountName=other;AccountKey=" + KEY));
        lake(and(lake, "AZURE_STORAGE_CONNECTION_STRING", "canary"));
        lake(and(lake, "AZURE_STORAGE_SAS_TOKEN", "canary"));

        assertThat(problems).hasSize(3).noneMatch(problem -> problem.contains("canary") || problem.contains(KEY));
        assertThat(problems.get(0)).contains("'other'").contains("'skyfit'");
    }
}

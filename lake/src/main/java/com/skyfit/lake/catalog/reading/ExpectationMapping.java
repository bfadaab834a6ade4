package com.skyfit.lake.catalog.reading;

import com.skyfit.lake.catalog.expectation.Ages;
import com.skyfit.lake.catalog.expectation.BusinessCalendar;
import com.skyfit.lake.catalog.expectation.Expectations;
import com.skyfit.lake.catalog.expectation.Shares;
import com.skyfit.lake.catalog.expectation.Thresholds;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what is usual for a source's data from its document, which has no mistakes. */
final class ExpectationMapping {

    private ExpectationMapping() {}

    static Expectations expectations(YamlNode source, Map<String, BusinessCalendar> calendars) {
        Map<String, Thresholds> entities = new LinkedHashMap<>();
        for (YamlNode entity : source.at("entities").members()) {
            entities.put(entity.name(), thresholds(entity.at("checks")));
        }
        Ages runs = ages(source.at("checks").at("runs"));
        return new Expectations(
                calendars.getOrDefault(source.at("calendar").text(), BusinessCalendar.EVERY_DAY),
                runs == null ? Ages.DAILY : runs,
                thresholds(source.at("checks")),
                named(source.at("checks").at("scopes").members()),
                entities);
    }

    private static Map<String, Thresholds> named(List<YamlNode> checks) {
        Map<String, Thresholds> named = new LinkedHashMap<>();
        checks.forEach(one -> named.put(one.name(), thresholds(one)));
        return named;
    }

    private static Thresholds thresholds(YamlNode checks) {
        return new Thresholds(
                ages(checks.at("changes")),
                ages(checks.at("extracted")),
                shares(checks.at("emptied")),
                shares(checks.at("orphans")),
                shares(checks.at("vanished")),
                shares(checks.at("retyped")),
                checks.at("least_rows").isPresent() ? checks.at("least_rows").number() : null);
    }

    private static @Nullable Ages ages(YamlNode ages) {
        return ages.isPresent() ? new Ages(duration(ages.at("warn")), duration(ages.at("error"))) : null;
    }

    private static @Nullable Shares shares(YamlNode shares) {
        return shares.isPresent() ? new Shares(share(shares.at("warn")), share(shares.at("error"))) : null;
    }

    private static @Nullable Double share(YamlNode share) {
        return share.isPresent() ? share.value().asDouble() : null;
    }

    private static @Nullable Duration duration(YamlNode duration) {
        return duration.isPresent() ? Duration.parse(duration.text()) : null;
    }
}

package com.skyfit.lake.quality;

import com.skyfit.lake.catalog.ScopedEntity;
import com.skyfit.lake.warehouse.Query;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Whether each account's token sees what it saw before: a user who sees less lists fewer records, which looks like deletions. */
public final class AccountRights implements Check {

    /** Its name, by which an acceptance is found where accounts are asked. */
    public static final String NAME = "account-rights";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<CheckResult> look(Evidence evidence) throws SQLException {
        Map<String, ScopedEntity> accounts = new LinkedHashMap<>();
        for (ScopedEntity entity : evidence.entities()) {
            if (entity.source().probe() != null) {
                accounts.putIfAbsent(entity.source().name() + "." + entity.scope(), entity);
            }
        }
        List<CheckResult> results = new ArrayList<>();
        for (Map.Entry<String, ScopedEntity> account : accounts.entrySet()) {
            results.add(judged(evidence, account.getKey(), account.getValue()));
        }
        return results;
    }

    private CheckResult judged(Evidence evidence, String account, ScopedEntity any) throws SQLException {
        String doubt = Query.of(evidence.connection(), """
                        select coalesce(doubt, '') as doubt from ops.account_identity
                        where source = :source and scope = :scope
                        order by run_id collate "C" desc limit 1""")
                .bind("source", any.source().name())
                .bind("scope", any.scope())
                .first(row -> row.text("doubt"))
                .orElse("");
        return result(
                account,
                doubt.isEmpty(),
                doubt.isEmpty() ? "nothing changed" : doubt,
                "a token that sees the same records as before",
                "until then, absence does not mean deletion: use a token of an administrator of the same company; if it sees all"
                        + " records anyway, run 'skyfit check accept " + NAME + " " + account
                        + " --reason TEXT'");
    }
}

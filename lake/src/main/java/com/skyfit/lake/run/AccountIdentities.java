package com.skyfit.lake.run;

import com.skyfit.lake.bronze.RunId;
import com.skyfit.lake.catalog.Probe;
import com.skyfit.lake.quality.AccountRights;
import com.skyfit.lake.source.Account;
import com.skyfit.lake.source.SourceException;
import com.skyfit.lake.source.client.AccountProbe;
import com.skyfit.lake.warehouse.Query;
import com.skyfit.lake.warehouse.Warehouse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks each account whose token it is, before it is read, and notes it. A user who sees less lists fewer records, which looks like deletions: while
 * that is in doubt, absence says nothing. A token of another company reads nothing. Safe for use by several threads.
 */
final class AccountIdentities {

    private static final Logger LOG = LoggerFactory.getLogger(AccountIdentities.class);

    private static final String TRUSTED = Query.stored(AccountIdentities.class, "trusted-identity");
    private static final String NOTE = Query.stored(AccountIdentities.class, "note-identity");

    private final Warehouse warehouse;
    private final RunId run;

    AccountIdentities(Warehouse warehouse, RunId run) {
        this.warehouse = warehouse;
        this.run = run;
    }

    /** Why nothing of an account may be read; empty text if nothing is wrong. If the account cannot be asked, the extraction reports the error. */
    String refusal(Account account) throws InterruptedException {
        Optional<AccountIdentity> now = ask(account);
        if (now.isEmpty()) {
            return "";
        }
        try (Connection connection = warehouse.connect()) {
            return noted(connection, account, now.get());
        } catch (SQLException e) {
            LOG.warn(
                    "event=identity_not_noted account={}.{} reason=\"{}\"",
                    account.source().name(),
                    account.scope(),
                    e.getMessage());
            return "";
        }
    }

    private static Optional<AccountIdentity> ask(Account account) throws InterruptedException {
        Probe probe = account.source().probe();
        if (probe == null) {
            return Optional.empty();
        }
        String reason;
        try {
            AccountProbe.Answer who = new AccountProbe(account).ask(probe.who());
            String user = who.text(probe.id());
            if (who.status() == 200 && !user.isEmpty()) {
                String company = probe.company().isEmpty() ? "" : who.text(probe.company());
                return Optional.of(
                        new AccountIdentity(user, company, probe.adminIs().contains(who.text(probe.admin()))));
            }
            reason = who.status() == 200 ? "a stranger" : "status " + who.status();
        } catch (SourceException | IOException e) {
            reason = e.getClass().getSimpleName();
        }
        LOG.warn(
                "event=identity_unknown account={}.{} reason=\"{}\"",
                account.source().name(),
                account.scope(),
                reason);
        return Optional.empty();
    }

    private String noted(Connection connection, Account account, AccountIdentity now) throws SQLException {
        Map<String, String> of = Map.of("source", account.source().name(), "scope", account.scope());
        Optional<AccountIdentity> before = Query.of(connection, TRUSTED)
                .bind(of)
                .first(row -> new AccountIdentity(row.text("user_id"), row.text("company_id"), row.flag("is_admin")));
        String doubt = before.filter(now::mayMissWhatWasSeenBy)
                .map(then -> "asked as " + now + "; before as " + then)
                .orElse("");
        String left = Query.of(connection, NOTE)
                .bind(of)
                .bind("account", account.source().name() + "." + account.scope())
                .bind("check", AccountRights.NAME)
                .bind("run", run.text())
                .bind("user", now.user())
                .bind("company", now.company())
                .bind("admin", now.admin())
                .bind("doubt", doubt)
                .one(row -> row.text("doubt"));
        LOG.info(
                "event=identity account={}.{} user={} company={} admin={} doubt=\"{}\"",
                account.source().name(),
                account.scope(),
                now.user(),
                now.company(),
                now.admin(),
                left);
        return left.isEmpty() || before.filter(now::isOfAnotherCompanyThan).isEmpty()
                ? ""
                : "The token in " + account.secretSetting() + " belongs to another company (" + left
                        + "): nothing was read, so that records do not mix. Set the right token; if the account has moved, run"
                        + " 'skyfit check accept " + AccountRights.NAME + " "
                        + account.source().name() + "."
                        + account.scope() + " --reason TEXT'";
    }
}

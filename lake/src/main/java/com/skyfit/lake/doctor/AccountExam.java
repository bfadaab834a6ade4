package com.skyfit.lake.doctor;

import com.skyfit.lake.catalog.Probe;
import com.skyfit.lake.messages.FailureText;
import com.skyfit.lake.source.Account;
import com.skyfit.lake.source.SourceException;
import com.skyfit.lake.source.client.AccountProbe;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Whether an account can be asked, by a user who sees everything. */
final class AccountExam {

    private final Account account;
    private final InstantSource clock;
    private final String name;

    AccountExam(Account account, InstantSource clock) {
        this.account = account;
        this.clock = clock;
        this.name = account.source().name() + "." + account.scope();
    }

    List<Diagnosis> examine() throws InterruptedException {
        List<Diagnosis> found = new ArrayList<>();
        LocalDate lastDay = account.auth().lastDay();
        if (lastDay != null) {
            found.add(end(lastDay, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC)));
        }
        Probe probe = account.source().probe();
        if (probe == null) {
            return found;
        }
        AccountProbe asked = new AccountProbe(account);
        try {
            AccountProbe.Answer who = asked.ask(probe.who());
            if (who.date() != null) {
                found.add(Doctor.clock(name, Duration.between(who.date(), clock.instant())));
            }
            found.addAll(user(probe, who));
            if (who.status() == 200 && !who.text(probe.id()).isEmpty()) {
                AccountProbe.Answer resource = asked.ask(probe.resource());
                found.add(
                        resource.status() == 200
                                ? Diagnosis.ok("data", name, "GET " + probe.resource() + " works")
                                : refused("data", probe.resource(), resource));
                if (!resource.limits().isEmpty()) {
                    found.add(Diagnosis.ok(
                            "limits",
                            name,
                            resource.limits().entrySet().stream()
                                    .map(limit -> limit.getKey() + "=" + limit.getValue())
                                    .collect(Collectors.joining(", "))));
                }
            }
        } catch (SourceException.Unavailable e) {
            found.add(Diagnosis.problem(
                    "account",
                    name,
                    "cannot request an access token: " + e.getMessage(),
                    "check whether this machine can reach that address, or try again later"));
        } catch (SourceException e) {
            found.add(Diagnosis.problem(
                    "token",
                    name,
                    "the source grants no access token: " + e.getMessage(),
                    "check that " + account.secretSetting() + " and the client's id and secret are valid"));
        } catch (IOException e) {
            found.add(Diagnosis.problem(
                    "account",
                    name,
                    account.baseUrl() + " does not respond: " + FailureText.of(e),
                    "check whether this machine can reach that address: DNS, firewall, proxy, certificate"));
        }
        return found;
    }

    private Diagnosis end(LocalDate lastDay, LocalDate today) {
        String text = "the source accepts the kind of token in " + account.secretSetting() + " only until " + lastDay;
        String advice = "switch to OAuth before that day";
        return today.isAfter(lastDay)
                ? Diagnosis.problem("token-end", name, text, advice)
                : Diagnosis.warning("token-end", name, text, advice);
    }

    private List<Diagnosis> user(Probe probe, AccountProbe.Answer who) {
        if (who.status() != 200) {
            return List.of(refused("token", probe.who(), who));
        }
        String id = who.text(probe.id());
        if (id.isEmpty()) {
            return List.of(Diagnosis.problem(
                    "token",
                    name,
                    "the account does not recognise the token, and replies as to an anonymous user",
                    "set a valid token in " + account.secretSetting()));
        }
        boolean admin = probe.adminIs().contains(who.text(probe.admin()));
        return List.of(
                Diagnosis.ok("token", name, "works, as user " + id),
                admin
                        ? Diagnosis.ok(
                                "admin",
                                name,
                                "the user is an administrator, who sees everything and may request exports")
                        : Diagnosis.problem(
                                "admin",
                                name,
                                "the user is not an administrator: records that others own may be missing, and exports may be refused",
                                "use an administrator's token in " + account.secretSetting()));
    }

    private Diagnosis refused(String check, String path, AccountProbe.Answer answer) {
        String advice = switch (answer.status()) {
            case 401 -> "set a valid token in " + account.secretSetting();
            case 403 -> "give the token's user, or the token's scopes, the right to read this";
            case 404 -> "check the address of the account";
            case 429 -> "the account's limit is exhausted; try again later";
            default -> "try again later, and check the source's status page";
        };
        String text = "GET " + path + " returned " + answer.status() + answer.quoted();
        return answer.status() == 429
                ? Diagnosis.warning(check, name, text, advice)
                : Diagnosis.problem(check, name, text, advice);
    }
}

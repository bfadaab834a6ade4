package com.skyfit.lake.quality;

import com.skyfit.lake.models.ModelProject;
import com.skyfit.lake.models.ModelTest;
import com.skyfit.lake.models.Refused;
import com.skyfit.lake.warehouse.Query;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;

/** Whether models pass the tests that their project has of them. */
final class ModelTests implements Check {

    static final String NAME = "models";

    /** A test that fails everywhere need not be counted to its end. */
    private static final long MOST = 10_000;

    private static final String EXPECTED = "no row fails";

    private final ModelProject project;

    ModelTests(ModelProject project) {
        this.project = project;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<CheckResult> look(Evidence evidence) throws SQLException {
        return look(evidence.connection());
    }

    List<CheckResult> look(Connection connection) throws SQLException {
        List<CheckResult> results = new ArrayList<>();
        for (Refused refused : project.refused()) {
            results.add(failed(refused.name(), refused.toString(), "a project that can be used", "correct it"));
        }
        for (ModelTest test : project.tests()) {
            results.add(look(connection, test));
        }
        return results;
    }

    /** A query that fails is a test that fails, and leaves the transaction of the other checks as it was. */
    private CheckResult look(Connection connection, ModelTest test) throws SQLException {
        Savepoint before = connection.setSavepoint();
        long rows;
        try {
            rows = Query.rows(connection, test.sql(), MOST);
            connection.releaseSavepoint(before);
        } catch (SQLException e) {
            connection.rollback(before);
            return failed(
                    test.subject(),
                    "the test cannot be run: " + e.getMessage(),
                    EXPECTED,
                    "build the models ('skyfit models build'), or correct the test");
        }
        if (rows == 0) {
            return passed(test.subject(), "0 rows", EXPECTED);
        }
        String observed = (rows == MOST ? "at least " : "") + rows + (rows == 1 ? " row fails" : " rows fail");
        String advice = "look at them with the query of 'skyfit models render \"" + test.subject() + "\"'";
        return test.warnsOnly()
                ? warned(test.subject(), observed, EXPECTED, advice, observed)
                : failed(test.subject(), observed, EXPECTED, advice);
    }
}

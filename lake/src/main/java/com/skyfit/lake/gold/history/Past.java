package com.skyfit.lake.gold.history;

import com.skyfit.lake.catalog.History;
import com.skyfit.lake.catalog.Source;
import com.skyfit.lake.catalog.Table;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/**
 * The past of the records that a transform handles. Its methods are called within the transform's transaction, in the order in which they stand
 * here. "The batch" is the temporary table {@code batch} of observations, with the columns of the gold table and its system columns.
 */
public sealed interface Past permits KeptPast, NoPast {

    /**
     * Of a table of gold.
     *
     * @param gold the table, as SQL names it
     */
    static Past of(Connection connection, Source source, Table table, String gold) {
        History history = table.history();
        return history == null ? new NoPast() : new KeptPast(connection, Versions.ofGold(source, table, history), gold);
    }

    /** Before anything else. */
    void begin() throws SQLException;

    /** What is known was read with another mapping, or is of a table that has been emptied: records will be read again. */
    void forget() throws SQLException;

    /** What rows that go straight into gold have to return, for {@link #noteInserted}. */
    List<String> returned();

    /** A common table expression that notes rows of the CTE {@code inserted} as the only versions of their records, and a comma; empty text if there is nothing to note. */
    String noteInserted();

    /** Notes the observations of the batch; it still has all of them. */
    void noteObserved() throws SQLException;

    /** The batch has been compared with gold ({@code compared}), and gold is still as it was. */
    void noteCompared() throws SQLException;

    /** Records have been marked as absent, or no longer are. */
    void noteAbsent() throws SQLException;

    /** After everything else: the history of the records that have changed is told anew. */
    void tell() throws SQLException;
}

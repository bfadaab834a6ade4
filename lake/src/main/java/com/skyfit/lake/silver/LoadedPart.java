package com.skyfit.lake.silver;

/**
 * What loading a part brought.
 *
 * @param rows lines that are rows of silver now
 * @param quarantined lines that silver could not take
 * @param repaired rows among {@code rows} that are not quite their lines; {@code ops.repair} names them
 */
public record LoadedPart(long rows, long quarantined, long repaired) {

    /** Both together. */
    public LoadedPart plus(LoadedPart other) {
        return new LoadedPart(rows + other.rows, quarantined + other.quarantined, repaired + other.repaired);
    }
}

package com.skyfit.lake.silver;

/**
 * A part as the ledger knows it.
 *
 * @param fileId its number in the ledger
 * @param blobPath relative to the lake's root
 * @param lines as its manifest says
 * @param bytes as its manifest says
 * @param sha256 as its manifest says
 * @param loaded whether silver holds its rows
 */
public record LedgerPart(int fileId, String blobPath, long lines, long bytes, String sha256, boolean loaded) {}

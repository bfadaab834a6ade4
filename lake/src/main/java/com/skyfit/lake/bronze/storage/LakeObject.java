package com.skyfit.lake.bronze.storage;

/**
 * An object as a listing shows it.
 *
 * @param path relative to the lake's root
 * @param bytes its size
 */
public record LakeObject(String path, long bytes) {}

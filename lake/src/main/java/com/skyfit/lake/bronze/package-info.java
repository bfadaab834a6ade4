/**
 * The records as received: immutable parts in {@code .jsonl.gz}, and the manifests that commit them. The layout is the contract of
 * {@code docs/architecture.md}; a part that no manifest names does not exist for later stages.
 */
@NullMarked
package com.skyfit.lake.bronze;

import org.jspecify.annotations.NullMarked;

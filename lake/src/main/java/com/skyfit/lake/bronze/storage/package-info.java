/** Where the lake is stored: whole objects under paths, created and never replaced; a folder of this machine. And the hashes that prove what they hold. */
@NullMarked
package com.skyfit.lake.bronze.storage;

import org.jspecify.annotations.NullMarked;

/** Roles that may read gold and its star, limited to accounts and without personal data unless said otherwise. */
@NullMarked
package com.skyfit.lake.readers;

import org.jspecify.annotations.NullMarked;

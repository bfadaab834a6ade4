/** PostgreSQL as the lake uses it: the server (a configured one or our own embedded one), the pool, the migrations, quoting. */
@NullMarked
package com.skyfit.lake.warehouse;

import org.jspecify.annotations.NullMarked;

/** Takes over a lake that the earlier Python scripts wrote: names its parts by manifests and continues its watermarks. */
@NullMarked
package com.skyfit.lake.adopt;

import org.jspecify.annotations.NullMarked;

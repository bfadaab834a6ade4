/** Pipedrive: companies behind API v2, with users, activity types and deals' flows of v1. {@code PipedriveSource} is the door. */
@NullMarked
package com.skyfit.simulator.pipedrive;

import org.jspecify.annotations.NullMarked;

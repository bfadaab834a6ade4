package com.skyfit.examples;

/** How likely a deal is won, as something says that has learned from others. */
@FunctionalInterface
interface Prediction {

    double of(OpenDeal deal);
}

package com.skyfit.lake.gold.history;

import java.util.List;

/** For a table whose past nobody asks for. */
record NoPast() implements Past {

    @Override
    public void begin() {}

    @Override
    public void forget() {}

    @Override
    public List<String> returned() {
        return List.of("scope");
    }

    @Override
    public String noteInserted() {
        return "";
    }

    @Override
    public void noteObserved() {}

    @Override
    public void noteCompared() {}

    @Override
    public void noteAbsent() {}

    @Override
    public void tell() {}
}

package io.quicksell.launcher.backup;

import java.util.Optional;

/** Which version of Quick Sell this is. */
public final class ProgramVersion {

    public static final String NOW = Optional.ofNullable(
                    ProgramVersion.class.getPackage().getImplementationVersion())
            .orElse("(not from the jar)");

    private ProgramVersion() {}
}

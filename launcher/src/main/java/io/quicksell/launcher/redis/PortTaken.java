package io.quicksell.launcher.redis;

import io.quicksell.launcher.run.StartFailure;

/** The port that was free a moment ago is taken: it is one of those that the system gives to any connection of any process. */
final class PortTaken extends StartFailure {

    PortTaken(StartFailure refused) {
        super(refused.getMessage(), refused);
    }
}

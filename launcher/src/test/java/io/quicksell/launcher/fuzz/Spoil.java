package io.quicksell.launcher.fuzz;

import java.util.function.UnaryOperator;

/**
 * One thing that is made wrong in a valid request.
 *
 * @param name to see it in a debugger and in a failure
 * @param form of what it makes
 */
record Spoil(String name, Form form, UnaryOperator<MadeRequest> change) {

    MadeRequest on(MadeRequest valid) {
        return change.apply(valid).as(form);
    }

    @Override
    public String toString() {
        return name;
    }
}

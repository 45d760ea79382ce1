package io.quicksell.access;

import io.quicksell.common.access.Token;
import io.quicksell.common.access.TokenStore;
import io.quicksell.common.http.Problem;
import io.quicksell.common.http.ProblemType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Who does something to access, as the audit trail shows it. Each script that changes something enters it there in the same step.
 *
 * @param who a user or a program, as {@link io.quicksell.common.access.Caller} names them
 * @param from the address that it came from
 * @param request the id of the request
 * @param auditDays for how long the trail is kept
 * @param manager the token by which access is managed; empty for what needs none: at the command line, and what people do to themselves
 */
record Act(String who, String from, String request, int auditDays, Optional<Token> manager) {

    /** The same, done by somebody else. */
    Act by(String name) {
        return new Act(name, from, request, auditDays, manager);
    }

    /** The keys of a script that only those may run who manage access: its own, then those of {@code manager.lua} and {@code audit.lua}. */
    List<String> managing(String... own) {
        List<String> keys = new ArrayList<>(List.of(own));
        keys.add(manager.map(TokenStore::key).orElse(TokenStore.NONE));
        keys.add(AccessKeys.AUDIT);
        return keys;
    }

    /** Says that the token counts no more, although it did when the request came. */
    static Problem outMeanwhile() {
        return new Problem(
                        ProblemType.UNAUTHENTICATED,
                        "Your token was taken away while this was under way. Nothing was changed.")
                .header("WWW-Authenticate", "Bearer error=\"invalid_token\"");
    }

    /** The arguments of a script: its own, then those of {@code audit.lua}. */
    List<String> after(String... own) {
        return after(List.of(own));
    }

    List<String> after(List<String> own) {
        List<String> arguments = new ArrayList<>(own);
        arguments.addAll(List.of(who, from, request, String.valueOf(TimeUnit.DAYS.toMillis(auditDays))));
        return arguments;
    }
}

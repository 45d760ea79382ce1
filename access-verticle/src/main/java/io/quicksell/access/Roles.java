package io.quicksell.access;

import io.quicksell.common.access.Scope;
import io.quicksell.common.domain.Check;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What each role may do. */
final class Roles {

    static final int MAX_NAME = 32;
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,31}");

    private final Map<String, Set<Scope>> scopes = new TreeMap<>();

    /**
     * @param texts the scopes of each role, as they are written
     * @throws IllegalArgumentException if a name is none, or a scope is unknown
     */
    Roles(Map<String, List<String>> texts) {
        texts.forEach((role, list) -> {
            Check.that(
                    NAME.matcher(role).matches(),
                    "roles must have names of 1 to 32 small letters, digits, dashes and underscores");
            scopes.put(role, scopes("roles." + role, list));
        });
    }

    private static Set<Scope> scopes(String role, List<String> list) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        list.forEach(text -> scopes.add(Scope.named(text)
                .orElseThrow(() -> new IllegalArgumentException(role + " must be scopes, like "
                        + Scope.PRODUCTS_READ.text() + "; there are " + listed(Scope.granted())))));
        return scopes;
    }

    Set<String> names() {
        return scopes.keySet();
    }

    /** What a role may do; nothing if the conf does not have it any more. */
    Set<Scope> scopesOf(String role) {
        return scopes.getOrDefault(role, Set.of());
    }

    /** The roles that manage access. */
    Set<String> managing() {
        return scopes.keySet().stream()
                .filter(role -> scopes.get(role).contains(Scope.ACCESS_MANAGE))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Scopes as tokens have them, separated by spaces. */
    static String listed(Set<Scope> scopes) {
        return String.join(" ", texts(scopes));
    }

    static List<String> texts(Set<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::text).toList();
    }
}

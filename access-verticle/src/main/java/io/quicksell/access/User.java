package io.quicksell.access;

import io.quicksell.common.domain.Times;
import java.util.List;
import java.util.Map;

/**
 * A user, as the API shows one: without the password.
 *
 * @param by who changed the user last
 * @param keys of programs that a disabled user has made and that still count, in the response to a change; else it is left out
 */
record User(
        String name,
        String role,
        boolean disabled,
        long version,
        String createdAt,
        String updatedAt,
        String by,
        List<ProgramKey> keys) {

    static User of(Map<String, String> fields) {
        return new User(
                fields.get("name"),
                fields.get("role"),
                fields.get("disabled").equals("1"),
                Long.parseLong(fields.get("version")),
                Times.text(Long.parseLong(fields.get("created_at"))),
                Times.text(Long.parseLong(fields.get("updated_at"))),
                fields.get("by"),
                null);
    }

    User withKeys(List<ProgramKey> made) {
        return new User(name, role, disabled, version, createdAt, updatedAt, by, made);
    }
}

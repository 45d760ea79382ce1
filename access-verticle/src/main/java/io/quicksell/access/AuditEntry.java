package io.quicksell.access;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.quicksell.common.domain.Times;
import io.quicksell.redis.SortedIds.Position;
import java.util.List;
import java.util.Map;

/**
 * An entry of the audit trail, as the API shows it.
 *
 * @param who did it
 * @param what was done or tried, as in {@code log_in}
 * @param thing to whom or what
 * @param status {@code done} or {@code refused}
 * @param from an address; of IPv6 its first 64 bits
 * @param request the id of the request
 * @param position its position in the trail: a millisecond and a number within it; not shown
 */
record AuditEntry(
        String at,
        String who,
        String what,
        String thing,
        String status,
        String detail,
        String from,
        String request,
        @JsonIgnore Position position) {

    static final List<String> COLUMNS = List.of("at", "who", "what", "thing", "status", "detail", "from", "request");

    List<String> row() {
        return List.of(at, who, what, thing, status, detail, from, request);
    }

    static AuditEntry of(String entryId, Map<String, String> fields) {
        String[] parts = entryId.split("-");
        Position position = new Position(Long.parseLong(parts[0]), parts[1]);
        return new AuditEntry(
                Times.text(position.score()),
                fields.getOrDefault("who", ""),
                fields.getOrDefault("what", ""),
                fields.getOrDefault("thing", ""),
                fields.getOrDefault("status", ""),
                fields.getOrDefault("detail", ""),
                fields.getOrDefault("from", ""),
                fields.getOrDefault("request", ""),
                position);
    }
}

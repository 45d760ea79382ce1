package io.quicksell.access;

import io.quicksell.redis.RedisLink;
import io.quicksell.redis.ScriptReply;
import io.quicksell.redis.SortedIds.Position;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.List;

/** The audit trail in Redis, which the scripts of the changes write. */
final class AuditStore {

    private final RedisLink redis;

    AuditStore(RedisLink redis) {
        this.redis = redis;
    }

    /**
     * The entries behind a position, newest first.
     *
     * @param behind the entry at which the last page ended, or {@link Position#START}
     */
    Future<List<AuditEntry>> page(Position behind, int limit) {
        return redis.send(Request.cmd(Command.XREVRANGE)
                        .arg(AccessKeys.AUDIT)
                        .arg(behind.equals(Position.START) ? "+" : "(" + behind.score() + "-" + behind.id())
                        .arg("-")
                        .arg("COUNT")
                        .arg(limit))
                .map(entries -> entries.stream()
                        .map(entry -> AuditEntry.of(entry.get(0).toString(), ScriptReply.fields(entry.get(1))))
                        .toList());
    }
}

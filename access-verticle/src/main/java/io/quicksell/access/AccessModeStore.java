package io.quicksell.access;

import io.quicksell.common.access.RequiredAccessStore;
import io.quicksell.redis.RedisLink;
import io.quicksell.redis.Script;
import io.vertx.core.Future;
import java.util.List;

/** Whether the data in Redis may be used without access control. */
final class AccessModeStore {

    private enum Given {
        GIVEN_UP,
        NOT_REQUIRED
    }

    private static final Script<Given> GIVE_UP = Script.load("give_up_access", Given.class);

    private final RedisLink redis;

    AccessModeStore(RedisLink redis) {
        this.redis = redis;
    }

    /**
     * Lets processes without access control use the data, until one with it runs again.
     *
     * @return whether they could not before
     */
    Future<Boolean> giveUp(Act act) {
        return redis.run(GIVE_UP, List.of(RequiredAccessStore.KEY, AccessKeys.AUDIT), act.after())
                .map(reply -> reply.word() == Given.GIVEN_UP);
    }
}

package io.quicksell.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.quicksell.access.KeyStore.Added;
import io.quicksell.common.access.Token;
import io.quicksell.common.access.TokenStore;
import io.quicksell.common.domain.Ids;
import io.quicksell.common.once.Change;
import io.quicksell.testing.WrongTypes;
import io.vertx.redis.client.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The keys of programs. */
class KeysTest extends StaffTestBase {

    private static final Change CHANGE = new Change("11111111-1111-4111-8111-111111111111", "digest", 60_000);

    private static final Token NEW = Token.random(Token.SHOP);

    private final String id = Ids.random();

    @Test
    void aKeyIsATokenThatEndsByItselfAndIsListedWithoutIt() {
        ProgramKey key = done(add(id, CHANGE, NEW));

        assertEquals(
                List.of("Web Shop", List.of("orders:place", "orders:read"), "olga"),
                List.of(key.client(), key.scopes(), key.by()));
        assertEquals(List.of(key), staff.keys().all().await());
        Map<String, String> token = redis.hash(TokenStore.key(NEW));
        assertEquals(
                List.of("key", "Web Shop", "web shop", "orders:place orders:read"),
                List.of(token.get("kind"), token.get("who"), token.get("client"), token.get("scopes")));
        long left = redis.call(Command.PTTL, TokenStore.key(NEW)).toLong();
        assertTrue(left > 29 * 86_400_000L && left <= 30 * 86_400_000L, () -> left + " ms");
        assertEquals(Staff.act("add_key", "key:Web Shop", "done", "orders:place orders:read"), staff.lastAct());
    }

    @Test
    void aRepeatedRequestMakesNoSecondKey() {
        ProgramKey first = done(add(id, CHANGE, NEW));
        Map<String, String> before = redis.snapshot();

        Added.Done again = assertInstanceOf(Added.Done.class, add(Ids.random(), CHANGE, Token.random(Token.SHOP)));
        assertTrue(again.replayed());
        assertEquals(first, again.key());
        assertInstanceOf(
                Added.OtherRequest.class,
                add(Ids.random(), new Change(CHANGE.id(), "another", 60_000), Token.random(Token.SHOP)));
        assertEquals(before, redis.snapshot());
    }

    @Test
    void aKeyWhoseReplyOfRedisWasLostIsNoRepeatOfItsRequest() {
        ProgramKey key = done(add(id, CHANGE, NEW));
        Map<String, String> before = redis.snapshot();

        assertEquals(new Added.Done(key, false), add(id, CHANGE, NEW));
        assertEquals(before, redis.snapshot());
    }

    @Test
    void aRevokedKeyIsGone() {
        add(id, CHANGE, NEW);
        Change change = Change.single();

        assertTrue(revoke(change));
        assertFalse(staff.isOpen(NEW));
        assertEquals(List.of(), staff.keys().all().await());
        assertEquals(Staff.act("revoke_key", "key:Web Shop", "done", ""), staff.lastAct());

        Map<String, String> before = redis.snapshot();
        assertTrue(revoke(change), "the same, whose answer was lost");
        assertFalse(revoke(Change.single()));
        assertEquals(before, redis.snapshot());
    }

    @Test
    void thereIsALimitToHowManyKeysThereAre() {
        add(Ids.random(), Change.single(), Token.random(Token.SHOP));
        add(Ids.random(), Change.single(), Token.random(Token.SHOP));

        assertInstanceOf(Added.Full.class, add(id, Change.single(), NEW));
        assertFalse(staff.isOpen(NEW));
    }

    @Test
    void aKeyOfAWrongTypeIsFoundBeforeAnythingIsWritten() {
        WrongTypes.expectFoundFirst(
                redis,
                List.of(
                        "access:key:" + id,
                        "access:keys",
                        TokenStore.key(NEW),
                        "access:change:" + CHANGE.id(),
                        "access:audit"),
                () -> add(id, CHANGE, NEW));
        add(id, CHANGE, NEW);
        Change change = Change.single();
        WrongTypes.expectFoundFirst(
                redis,
                List.of("access:key:" + id, "access:keys", "access:change:" + change.id(), "access:audit"),
                () -> revoke(change));
    }

    private Added add(String newId, Change change, Token token) {
        return staff.keys()
                .add(newId, change, new UserName("Web Shop"), "orders:place orders:read", 30, token, Staff.ACT)
                .await();
    }

    private boolean revoke(Change change) {
        return staff.keys().revoke(id, change, Staff.ACT).await();
    }

    private static ProgramKey done(Added added) {
        return assertInstanceOf(Added.Done.class, added).key();
    }
}

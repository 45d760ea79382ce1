-- Decides whether a user may still log in with the password that was found right, and writes the session. Its try was none that
-- failed.
--
-- KEYS     1 access:user:<name> (hash)  2 access:token:<hash> (hash)  3 access:tokens_of:<name> (zset)
--          4 access:tries:<user at a place> (hash)  5 access:tries:<place> (hash)
--          6 access:times:log_in:done:<name> (hash: times)  7 access:audit (stream)
-- ARGV     1 the password's hash  2 role  3 scopes of the role, separated by spaces  4 how long the session may be idle, in
--          milliseconds  5 how long it lasts at most  6 how many a user may have; then who, from, request, how long the audit is kept
-- Returns  opened, until | changed: the user was changed meanwhile
-- Emits    access:audit

-- include basics.lua
-- include audit.lua
-- include tries.lua

local user, token, tokens = KEYS[1], KEYS[2], KEYS[3]
local idle, longest, most = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
expect_type('hash', user, token, KEYS[4], KEYS[5], KEYS[6])
expect_type('zset', tokens)
expect_type('stream', audit)
local earlier = redis.call('HGET', token, 'until')
if earlier then
  return { 'opened', earlier }
end
local found = redis.call('HMGET', user, 'name', 'password', 'role', 'disabled')
if found[2] ~= ARGV[1] or found[3] ~= ARGV[2] or found[4] ~= '0' then
  return { 'changed' }
end

local now = now_millis()
local ends = string.format('%.0f', now + longest)
for _, ended in ipairs(redis.call('ZRANGE', tokens, '-inf', now, 'BYSCORE', 'LIMIT', 0, most)) do
  redis.call('DEL', ended)
  redis.call('ZREM', tokens, ended)
end
for _, oldest in ipairs(redis.call('ZRANGE', tokens, 0, -most)) do
  redis.call('DEL', oldest)
  redis.call('ZREM', tokens, oldest)
end
redis.call('HSET', token, 'kind', 'session', 'who', found[1], 'scopes', ARGV[3], 'until', ends, 'seen', now)
redis.call('PEXPIRE', token, math.min(idle, longest))
redis.call('ZADD', tokens, ends, token)
redis.call('PEXPIRE', tokens, string.format('%.0f', redis.call('ZRANGE', tokens, -1, -1, 'WITHSCORES')[2] - now))
take_back_try(KEYS[4], KEYS[5])
enter_in_audit_seldom(KEYS[6], 99, now, 'log_in', found[1], 'done', '')
return { 'opened', ends }

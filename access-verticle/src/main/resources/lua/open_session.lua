-- Decides whether a user may still log in with the password that was found right, and writes the session. Its try was none that
-- failed. The session that it replaces in its browser ends in the same step.
--
-- KEYS     1 access:user:<name> (hash)  2 access:token:<hash> (hash)  3 access:tokens_of:<name> (zset)
--          4 access:tries:<user at a place> (hash)  5 access:tries:<place> (hash)
--          6 access:times:log_in:done:<name> (hash: times)  7 access:token:<hash> of the session that is replaced, or that of the new
--          one  8 access:tokens_of:<name> of its user  9 access:times:log_out:done:<name> of its user  10 access:audit (stream)
-- ARGV     1 the password's hash  2 role  3 scopes of the role, separated by spaces  4 how long the session may be idle, in
--          milliseconds  5 how long it lasts at most  6 how many a user may have; then who, from, request, how long the audit is kept
-- Returns  opened, until | changed: the user was changed meanwhile
-- Emits    access:audit

-- include basics.lua
-- include audit.lua
-- include tries.lua

local user, token, tokens, replaced, tokens_of_replaced, log_outs = KEYS[1], KEYS[2], KEYS[3], KEYS[7], KEYS[8], KEYS[9]
local idle, longest, most = tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6])
expect_type('hash', user, token, KEYS[4], KEYS[5], KEYS[6], replaced, log_outs)
expect_type('zset', tokens, tokens_of_replaced)
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
local whose = redis.call('HGET', replaced, 'who')
if whose then
  redis.call('DEL', replaced)
  redis.call('ZREM', tokens_of_replaced, replaced)
  enter_in_audit_seldom(log_outs, 99, now, 'log_out', whose, 'done', 'by another log-in')
end
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

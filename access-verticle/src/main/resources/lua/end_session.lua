-- Ends one session of a user, or all.
--
-- KEYS     1 access:token:<hash> (hash)  2 access:tokens_of:<name> (zset)
--          3 access:times:log_out:done:<name> (hash: times)  4 access:audit (stream)
-- ARGV     1 one, or all; then who, from, request, how long the audit is kept
-- Returns  ended | unknown: it has ended before
-- Emits    access:audit

-- include basics.lua
-- include audit.lua
-- include user.lua

local token, tokens = KEYS[1], KEYS[2]
expect_type('hash', token, KEYS[3])
expect_type('zset', tokens)
expect_type('stream', audit)
local who = redis.call('HGET', token, 'who')
if not who then
  return { 'unknown' }
end

redis.call('DEL', token)
redis.call('ZREM', tokens, token)
if ARGV[1] == 'all' then
  end_tokens(tokens, '')
end
enter_in_audit_seldom(KEYS[3], 99, now_millis(), 'log_out', who, 'done', ARGV[1] == 'all' and 'everywhere' or '')
return { 'ended' }

-- Makes a key for a program.
--
-- KEYS     1 access:key:<id> (hash)  2 access:keys (zset)  3 access:token:<hash> (hash)  4 access:change:<change id> (hash)
--          5 access:token:<hash> of who does it  6 access:audit (stream)
-- ARGV     1 request (a digest)  2 how long to remember its answer, in milliseconds  3 id, never used before  4 client
--          5 client in the form in which it is compared: whose idempotency keys are used  6 scopes, separated by spaces
--          7 how long it is valid, in milliseconds  8 how many keys there may be; then who, from, request, how long the audit is kept
-- Returns  added, then the key | replayed, then the key as it was made before, with its id
--          other_request: a change with this id was made before, but a different one | full
--          out: who does it does not manage access any more
-- Emits    access:audit

-- include basics.lua
-- include change.lua
-- include manager.lua
-- include audit.lua

local key, keys, token, change = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local request, millis, id, client, space, scopes = unpack(ARGV, 1, 6)
local valid, most = tonumber(ARGV[7]), tonumber(ARGV[8])
local earlier = earlier_answer(change, request)
if earlier then
  return earlier
elseif is_out() then
  return { 'out' }
end
expect_type('hash', key, token)
expect_type('zset', keys)
expect_type('stream', audit)
if #redis.call('ZRANGE', keys, most - 1, most - 1) > 0 then
  return { 'full' }
end

local now = now_millis()
local ends = string.format('%.0f', now + valid)
redis.call('HSET', token, 'kind', 'key', 'who', client, 'client', space, 'scopes', scopes, 'until', ends)
redis.call('PEXPIRE', token, valid)
local answer = { 'client', client, 'scopes', scopes, 'until', ends, 'created_at', now, 'by', act.who }
redis.call('HSET', key, 'token', token, unpack(answer))
redis.call('ZADD', keys, now, id)
enter_in_audit(now, 'add_key', 'key:' .. client, 'done', scopes)
remember_answer(change, request, millis, id, answer)
return { 'added', answer }

-- Takes a key away: requests with it fail, once no service remembers it.
--
-- KEYS     1 access:key:<id> (hash)  2 access:keys (zset)  3 access:change:<change id> (hash)
--          4 access:token:<hash> of who does it  5 access:audit (stream)
-- ARGV     1 request (a digest)  2 how long to remember its answer, in milliseconds  3 id; then who, from, request,
--          how long the audit is kept
-- Returns  revoked | replayed: this change already revoked it | unknown
--          out: who does it does not manage access any more
-- Emits    access:audit

-- include basics.lua
-- include change.lua
-- include manager.lua
-- include audit.lua
-- include keys.lua

local key, keys, change, request, millis, id = KEYS[1], KEYS[2], KEYS[3], ARGV[1], ARGV[2], ARGV[3]
local earlier = earlier_answer(change, request)
if earlier then
  return earlier
elseif is_out() then
  return { 'out' }
end
expect_type('hash', key)
expect_type('zset', keys)
expect_type('stream', audit)
local found = redis.call('HMGET', key, 'client', 'token')
if not found[1] then
  return { 'unknown' }
end

revoke_key(now_millis(), { id = id, client = found[1], token = found[2] }, keys)
remember_answer(change, request, millis, id, { 'client', found[1] })
return { 'revoked' }

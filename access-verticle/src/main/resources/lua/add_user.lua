-- Decides whether a name is free, and adds the user.
--
-- KEYS     1 access:user:<name> (hash)  2 access:users (zset)  3 access:enabled (hash)  4 access:change:<change id> (hash)
--          5 access:token:<hash> of who does it  6 access:audit (stream)
-- ARGV     1 request (a digest)  2 how long to remember its answer, in milliseconds  3 the name in the form in which it is compared
--          4 name  5 the password's hash  6 role  7 how many users there may be; then who, from, request, how long the audit is kept
-- Returns  added, then the user | replayed, then the user as it was added before
--          other_request: a change with this id was made before, but a different one
--          taken, then the user who has the name | full
--          out: who does it does not manage access any more
-- Emits    access:audit

-- include basics.lua
-- include change.lua
-- include manager.lua
-- include audit.lua
-- include user.lua

local user, users, enabled, change = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local request, millis, id, name, password, role, most = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5], ARGV[6], tonumber(ARGV[7])
local earlier = earlier_answer(change, request)
if earlier then
  return earlier
elseif is_out() then
  return { 'out' }
end
expect_type('hash', user, enabled)
expect_type('zset', users)
expect_type('stream', audit)
if redis.call('EXISTS', user) == 1 then
  return { 'taken', shown_user(user) }
elseif #redis.call('ZRANGE', users, most - 1, most - 1) > 0 then
  return { 'full' }
end

local now = now_millis()
redis.call('HSET', user, 'name', name, 'password', password, 'role', role, 'disabled', 0, 'version', 1, 'created_at', now,
  'updated_at', now, 'by', act.who)
redis.call('ZADD', users, now, id)
redis.call('HSET', enabled, id, role)
enter_in_audit(now, 'add_user', name, 'done', 'role ' .. role)
local answer = shown_user(user)
remember_answer(change, request, millis, id, answer)
return { 'added', answer }

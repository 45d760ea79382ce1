-- Lets a session go on that is used, at most once a minute. Its end stays where it is.
--
-- KEYS     1 access:token:<hash> (hash)
-- ARGV     1 how long a session may be idle, in milliseconds  2 how long it is not touched again
-- Returns  touched | fresh: it was touched just before | gone: it has ended, or is none
-- Emits    nothing

-- include basics.lua

local token, idle, pause = KEYS[1], tonumber(ARGV[1]), tonumber(ARGV[2])
expect_type('hash', token)
local found = redis.call('HMGET', token, 'kind', 'until', 'seen')
local now = now_millis()
local left = (tonumber(found[2]) or 0) - now
if found[1] ~= 'session' or left <= 0 then
  return { 'gone' }
elseif math.abs(now - (tonumber(found[3]) or 0)) < pause then
  return { 'fresh' }
end

redis.call('HSET', token, 'seen', now)
redis.call('PEXPIRE', token, math.min(idle, left))
return { 'touched' }

-- Decides whether a consumer's name still belongs to the process that took it last.
--
-- KEYS     1 consumer:<name> (string: the token of its holder)
-- ARGV     1 token  2 how long the lease lasts, in milliseconds
-- Returns  kept: renewed, even if it had run out | lost: another process has taken the name

local lease = KEYS[1]
local token, millis = ARGV[1], ARGV[2]
local holder = redis.call('GET', lease)
if holder and holder ~= token then
  return { 'lost' }
end
redis.call('SET', lease, token, 'PX', millis)
return { 'kept' }

-- Decides whether a finished reservation is still finished, and if so lets it expire.
--
-- KEYS     1 reservation:<order_id> (hash)  2 finished_reservations (zset)
-- ARGV     1 order id  2 how much longer to keep it, in milliseconds
-- Returns  expires | in_use: its order id was reserved again, or it has already expired

local reservation, finished = KEYS[1], KEYS[2]
local order_id, keep_millis = ARGV[1], ARGV[2]
local state = redis.call('HGET', reservation, 'state')
redis.call('ZREM', finished, order_id)
if state == 'released' or state == 'returned' or state == 'refused' then
  redis.call('PEXPIRE', reservation, keep_millis)
  return { 'expires' }
end
return { 'in_use' }

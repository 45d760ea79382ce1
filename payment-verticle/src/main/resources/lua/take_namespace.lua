-- Decides in which namespace the keys of orders are: in the one that is kept, else in a new one, which is kept from now on. Orders from
-- before there was one stay where their keys find them.
--
-- KEYS     1 quicksell:secret (string)  2 order_number (string), which is there once there are orders
--          3 quicksell:format (string)
-- ARGV     1 a new namespace  2 the namespace of orders from before  3 the format in which orders are written
-- Returns  kept, namespace

local secret, number = KEYS[1], KEYS[2]
local new, before = ARGV[1], ARGV[2]
local kept = redis.call('GET', secret)
if not kept then
  kept = redis.call('EXISTS', number) == 1 and before or new
  redis.call('SET', secret, kept)
  redis.call('SET', KEYS[3], ARGV[3])
end
return { 'kept', kept }

-- Decides in which namespace the keys of orders are: in the one that is kept, else in a new one, which is kept from now on. Orders from
-- before there was one stay where their keys find them.
--
-- KEYS     1 quicksell:secret (string)  2 orders (zset)
-- ARGV     1 a new namespace  2 the namespace of orders from before
-- Returns  kept, namespace

local secret, orders = KEYS[1], KEYS[2]
local new, before = ARGV[1], ARGV[2]
local kept = redis.call('GET', secret)
if not kept then
  kept = redis.call('EXISTS', orders) == 1 and before or new
  redis.call('SET', secret, kept)
end
return { 'kept', kept }

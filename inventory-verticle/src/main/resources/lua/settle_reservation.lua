-- Decides what a completed order does to its reservation: its held units become sold.
--
-- KEYS     1 reservation:<order_id> (hash)  2 holds (zset)  3 product_changed (stream)  4 order_completed (stream),
--          then for each line product:<id> (hash), movements:<id> (stream)
-- ARGV     1 order id  2 group  3 entry id, then for each line product id, units, then the shop's rules
-- Returns  settled | already: it was settled, returned or refused before
--          unreserved: nothing is held for it; nothing is written, and the entry stays pending
-- Emits    product_changed for each line, and acknowledges the entry

-- include product.lua
-- include lines.lua

local reservation, holds, product_changed, completed = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local order_id, group, entry_id = ARGV[1], ARGV[2], ARGV[3]
local r = redis.call('HMGET', reservation, 'state', 'lines')
if not r[1] or r[1] == 'released' then
  return { 'unreserved' }
elseif r[1] ~= 'held' then
  redis.call('XACK', completed, group, entry_id)
  return { 'already' }
end
local lines = read_lines(5, 4)
expect_lines(r[2], lines)
expect_type('zset', holds)
expect_type('stream', product_changed, completed)

move_units(lines, 'held', 'sold', product_changed, now_millis())
redis.call('HSET', reservation, 'state', 'settled')
redis.call('HDEL', reservation, 'priced', 'deadline')
redis.call('ZREM', holds, order_id)
redis.call('XACK', completed, group, entry_id)
return { 'settled' }

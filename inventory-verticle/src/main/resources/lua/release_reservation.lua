-- Decides whether a hold that never became an order is unchanged since it was looked at, and if so releases its units.
--
-- KEYS     1 reservation:<order_id> (hash)  2 holds (zset)  3 product_changed (stream)
--          4 finished_reservations (zset), then for each line product:<id> (hash), movements:<id> (stream)
-- ARGV     1 order id  2 the deadline it had then, then for each line product id, units, then how long a ledger keeps its movements
-- Returns  released: also if it was released before | not_held: it is not held, or held again with another deadline
-- Emits    product_changed for each line

-- include product.lua
-- include lines.lua

local reservation, holds, product_changed, finished = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local order_id, seen_deadline = ARGV[1], ARGV[2]
local r = redis.call('HMGET', reservation, 'state', 'deadline', 'lines')
if r[2] ~= seen_deadline or (r[1] ~= 'held' and r[1] ~= 'released') then
  return { 'not_held' }
elseif r[1] == 'released' then
  return { 'released' }
end
local lines = read_lines(5, 3, #ARGV - 1)
expect_lines(r[3], lines)
expect_type('zset', holds, finished)
expect_type('stream', product_changed)

local now = now_millis()
move_units(lines, 'held', 'quantity', { kind = 'released', order_id = order_id })
write_moved(product_changed, now)
redis.call('HSET', reservation, 'state', 'released')
redis.call('HDEL', reservation, 'priced')
redis.call('ZREM', holds, order_id)
redis.call('ZADD', finished, now, order_id)
return { 'released' }

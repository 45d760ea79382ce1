-- Decides whether a refunded order is told for the first time which of its units could not go back into stock, and notes it.
--
-- KEYS     1 order:<id> (hash)  2 units_not_returned (stream)  3 order_refunded (stream)
-- ARGV     1 id  2 the units (JSON: product_id, quantity)  3 group  4 entry id (see entry.lua)  5 the traceparent of its event, or empty
-- Returns  noted | already | not_here: another primary had this entry; nothing is written
--          unknown: no such order, or not a refunded one; the entry stays pending
-- Emits    order_refunded once more, with not_returned, and acknowledges the entry

-- include order.lua
-- include version.lua
-- include entry.lua

local order, told, refunded = KEYS[1], KEYS[2], KEYS[3]
local id, units, group, entry_id, traceparent = unpack(ARGV, 1, 5)
if not is_here(told, entry_id, 'order_id', id) then
  return { 'not_here' }
end
local known = redis.call('HMGET', order, 'status', 'not_returned')
if known[1] ~= 'refunded' then
  return { 'unknown' }
elseif known[2] then
  acknowledge(told, group, { entry_id })
  return { 'already' }
end
expect_type('stream', told, refunded)
expect_version(order)

local now = now_millis()
redis.call('HSET', order, 'not_returned', units, 'updated_at', now)
announce_order(order, id, now, refunded, traceparent)
acknowledge(told, group, { entry_id })
return { 'noted' }

-- Decides what the end of an order (failed, or refunded with restock) does to its reservation: its units become free again, once.
--
-- KEYS     1 reservation:<order_id> (hash)  2 holds (zset)  3 product_changed (stream)
--          4 order_failed or order_refunded (stream)  5 finished_reservations (zset)  6 units_not_returned (stream),
--          then for each line product:<id> (hash), movements:<id> (stream)
-- ARGV     1 order id  2 group  3 entry id (see entry.lua)  4 by, or empty  5 the traceparent of its event, or empty,
--          then for each line product id, units,
--          then how long a ledger keeps its movements
-- Returns  returned: also if nothing was held, so that a late order_completed or reserve takes nothing
--          already: it was returned or refused before | not_here: another primary had this entry; nothing is written
-- Emits    product_changed for each line; units_not_returned for those of a refund whose product was deleted; and acknowledges the
--          entry

-- include product.lua
-- include lines.lua
-- include entry.lua

local reservation, holds, product_changed, ended, finished, not_returned = unpack(KEYS, 1, 6)
local order_id, group, entry_id, by, traceparent = unpack(ARGV, 1, 5)
if not is_here(ended, entry_id, 'order_id', order_id) then
  return { 'not_here' }
end
local r = redis.call('HMGET', reservation, 'state', 'lines')
local state = r[1] or 'none'
if state == 'returned' or state == 'refused' then
  acknowledge(ended, group, { entry_id })
  return { 'already' }
end
local lines = read_lines(7, 6, #ARGV - 1)
expect_type('zset', holds, finished)
expect_type('stream', product_changed, ended, not_returned)

local now = now_millis()
if state == 'held' or state == 'settled' then
  expect_lines(r[2], lines)
  local from = state == 'held' and 'held' or 'sold'
  move_units(lines, from, 'quantity', { kind = 'returned', order_id = order_id, by = by })
  write_moved(product_changed, now)
  local lost = {}
  for _, line in ipairs(lines) do
    if not line.product then
      lost[#lost + 1] = { product_id = line.id, quantity = line.units }
    end
  end
  if #lost > 0 and ended == 'order_refunded' then
    redis.call('XADD', not_returned, '*', 'v', 1, 'order_id', order_id, 'at', now, 'lines', cjson.encode(lost),
      unpack(trace_of(traceparent)))
  end
end
redis.call('DEL', reservation)
redis.call('HSET', reservation, 'state', 'returned', 'lines', lines_text(lines))
redis.call('ZREM', holds, order_id)
redis.call('ZADD', finished, now, order_id)
acknowledge(ended, group, { entry_id })
return { 'returned' }

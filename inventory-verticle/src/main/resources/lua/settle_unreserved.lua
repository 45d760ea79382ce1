-- Decides what to do with a completed order for which nothing is held (its hold was lost, or the order came from elsewhere):
-- its units are taken now, or it is refused and a refund is requested.
--
-- KEYS     1 reservation:<order_id> (hash)  2 product_changed (stream)  3 order_completed (stream)  4 refund_order (stream)
--          5 finished_reservations (zset), then for each line product:<id> (hash), movements:<id> (stream)
-- ARGV     1 order id  2 take or drop, by what payment says about the order  3 group  4 entry id (see entry.lua)  5 by, or empty
--          6 the traceparent of its event, or empty,
--          then for each line product id, units, then how long a ledger keeps its movements
-- Returns  settled | refused | returned: payment says that it is not completed, so nothing is taken
--          not_here: another primary had this entry; nothing is written
--          changed: there is a reservation by now; nothing is written, and the entry stays pending
-- Emits    product_changed for each line, or refund_order; and acknowledges the entry

-- include product.lua
-- include lines.lua
-- include entry.lua

local reservation, product_changed, completed, refunds, finished = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local order_id, verdict, group, entry_id, by, traceparent = unpack(ARGV, 1, 6)
if not is_here(completed, entry_id, 'order_id', order_id) then
  return { 'not_here' }
end
local state = redis.call('HGET', reservation, 'state')
if state and state ~= 'released' then
  return { 'changed' }
end
local lines = read_lines(6, 7, #ARGV - 1)
expect_type('zset', finished)
expect_type('stream', product_changed, completed, refunds)

local now = now_millis()
local outcome = verdict == 'take' and 'settled' or 'returned'
if verdict == 'take' then
  for _, line in ipairs(lines) do
    if not line.product or line.product.quantity < line.units then
      outcome = 'refused'
    end
  end
end
if outcome == 'settled' then
  move_units(lines, 'quantity', 'sold', { kind = 'reserved', order_id = order_id, by = by })
  write_moved(product_changed, now)
elseif outcome == 'refused' then
  redis.call('XADD', refunds, '*', 'v', 1, 'order_id', order_id, 'at', now, 'reason', 'Not enough stock available.',
    'restock', 'true', unpack(trace_of(traceparent)))
end
redis.call('DEL', reservation)
redis.call('HSET', reservation, 'state', outcome, 'lines', lines_text(lines))
if outcome ~= 'settled' then
  redis.call('ZADD', finished, now, order_id)
end
acknowledge(completed, group, { entry_id })
return { outcome }

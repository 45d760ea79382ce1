-- Decides what the end of payments does to their orders: a pending order becomes completed, or failed if the gateway declined; either
-- way it keeps the gateway's id of the charge.
--
-- KEYS     1 order_created (stream)  2 order_completed (stream)  3 order_failed (stream), then for each order order:<id> (hash)
-- ARGV     for each order 1 its id  2 completed or failed  3 charge id, or empty if the gateway was not asked, because the order was not
--          there or not pending  4 why it failed, or empty  5 entry id (see entry.lua)  6 the traceparent of its event, if it has one;
--          for all the group (see batch.lua)
-- Returns  for each order done | already: it was no longer pending | not_here: another primary had this entry; nothing is written
--          not_charged: it is pending, whatever it was when it was looked up | unknown: no such order; in both cases the entry stays pending
-- Emits    order_completed or order_failed for each, and acknowledges the entries

-- include order.lua
-- include batch.lua
-- include entry.lua

local created = KEYS[1]
local streams = { completed = KEYS[2], failed = KEYS[3] }
local group = ARGV[#ARGV]
local now = now_millis()
local has_ended, ended, entries = {}, {}, {}
expect_type('stream', created, streams.completed, streams.failed)

local function complete(key, first, last)
  local order = KEYS[key]
  local id, status, charge_id, reason, entry_id, traceparent = unpack(ARGV, first, last)
  if not is_here(created, entry_id, 'order_id', id) then
    return { 'not_here' }
  end
  local values = read_order(order)
  if not values[at.status] then
    return { 'unknown' }
  elseif values[at.status] ~= 'pending' or has_ended[order] then
    entries[#entries + 1] = entry_id
    return { 'already' }
  elseif charge_id == '' then
    return { 'not_charged' }
  end
  values[at.version] = values[at.version] + 1
  values[at.status], values[at.reason] = status, reason ~= '' and reason
  has_ended[order] = true
  entries[#entries + 1] = entry_id
  ended[#ended + 1] = { order = order, id = id, values = values, charge_id = charge_id, traceparent = traceparent }
  return { 'done' }
end

local answers = decide_each(3, complete)
for _, each in ipairs(ended) do
  local status, reason = each.values[at.status], each.values[at.reason]
  redis.call('HSET', each.order, 'status', status, status .. '_at', now, 'version', each.values[at.version],
    'charge_id', each.charge_id, unpack(reason and { 'reason', reason } or {}))
  tell(streams[status], each.id, now, each.values, each.traceparent)
end
acknowledge(created, group, entries)
return answers

-- Decides what the end of payments does to their orders: a pending order becomes completed, or failed if the gateway declined; either
-- way it keeps the gateway's id of the charge.
--
-- KEYS     1 order_created (stream)  2 order_completed (stream)  3 order_failed (stream), then for each order order:<id> (hash)
-- ARGV     for each order 1 its id  2 completed or failed  3 charge id  4 why it failed, or empty  5 entry id;
--          for all the group (see batch.lua)
-- Returns  for each order done | already: it was no longer pending | unknown: no such order; the entry stays pending
-- Emits    order_completed or order_failed for each, and acknowledges the entries

-- include order.lua
-- include batch.lua

local created = KEYS[1]
local streams = { completed = KEYS[2], failed = KEYS[3] }
local group = ARGV[#ARGV]
local now = now_millis()
local has_ended, ended, entries = {}, {}, {}
expect_type('stream', created, streams.completed, streams.failed)

local function complete(keys, arguments)
  local order = keys[1]
  local id, status, charge_id, reason, entry_id = unpack(arguments)
  local fields = read_order(order)
  if not fields.status then
    return { 'unknown' }
  elseif fields.status ~= 'pending' or has_ended[order] then
    entries[#entries + 1] = entry_id
    return { 'already' }
  end
  fields.version = fields.version + 1
  fields.status, fields.reason = status, reason ~= '' and reason or nil
  ended[#ended + 1] = { order = order, id = id, fields = fields, charge_id = charge_id }
  has_ended[order] = true
  entries[#entries + 1] = entry_id
  return { 'done' }
end

local answers = decide_each(3, complete)
for _, each in ipairs(ended) do
  local fields = each.fields
  redis.call('HSET', each.order, 'status', fields.status, fields.status .. '_at', now, 'version', fields.version, 'charge_id', each.charge_id, unpack(fields.reason and { 'reason', fields.reason } or {}))
  tell(streams[fields.status], each.id, now, fields)
end
if #entries > 0 then
  redis.call('XACK', created, group, unpack(entries))
end
return answers

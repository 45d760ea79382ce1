-- Shared by the scripts that move an order along.
--
-- An order is a hash: number, status, lines (JSON), quantity, fee, total (cents), reference, digest, version, entry (its place in
-- order_created, and so the time of its creation), <status>_at for each further status it has reached, updated_at if it changed in
-- another way since; product_id and price if it has one line; charge_id (the gateway's) once it was charged or declined; reason if it
-- failed, reason and restock if a refund was requested; not_returned (JSON) if units of a refund could not go back.

-- include basics.lua

local told = { 'status', 'lines', 'product_id', 'price', 'quantity', 'fee', 'total', 'reason', 'restock', 'not_returned' }

local read = { 'version', unpack(told) }

-- What has to be known of an order to move it along, by name.
local function read_order(order)
  local fields = {}
  for i, value in ipairs(redis.call('HMGET', order, unpack(read))) do
    fields[read[i]] = value or nil
  end
  return fields
end

-- Emits an order as these fields tell it.
local function tell(stream, order_id, now, fields)
  local entry = { 'v', 1, 'order_id', order_id, 'at', now }
  for _, name in ipairs(told) do
    if fields[name] then
      entry[#entry + 1] = name
      entry[#entry + 1] = fields[name]
    end
  end
  redis.call('XADD', stream, '*', unpack(entry))
end

-- Emits the order as it is now on the stream of its status.
local function announce_order(order, order_id, now, stream)
  redis.call('HINCRBY', order, 'version', 1)
  tell(stream, order_id, now, read_order(order))
end

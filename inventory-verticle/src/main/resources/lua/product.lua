-- Shared by the scripts that change products.
--
-- A product is a hash: name, price (cents), quantity (free to sell), held, sold, added, low_stock_at, version, created_at,
-- updated_at, edited_by if its last edit was somebody's; quantity + held + sold = added, always. Every change of it emits an event, and every change of its quantity is an entry
-- in its ledger.
--
-- Convention: the last of ARGV is how long a ledger keeps its movements, in milliseconds.

-- include basics.lua

local ledger_millis = tonumber(ARGV[#ARGV])

local function read_product(key, id)
  local f = redis.call('HMGET', key, 'name', 'price', 'quantity', 'held', 'sold', 'added', 'version', 'created_at',
    'low_stock_at')
  if not f[1] then
    return nil
  end
  for i = 2, 8 do
    if not tonumber(f[i]) then
      error(key .. ' lacks a number')
    end
  end
  local p = {
    key = key, id = id, name = f[1], price = f[2], quantity = tonumber(f[3]), held = tonumber(f[4]),
    sold = tonumber(f[5]), added = tonumber(f[6]), version = tonumber(f[7]), created_at = f[8], low_stock_at = f[9] or ''
  }
  p.was_version = p.version
  return p
end

-- Whether the product is at one of the versions whose tags a client sent: "7" "8", or * for any.
local function is_wanted_version(p, tags)
  return tags == '*' or string.find(tags, '"' .. string.format('%d', p.version) .. '"', 1, true) ~= nil
end

-- Says that a product changed; whoever wants to know how it is now looks it up.
local function announce_product(product_changed, kind, p)
  redis.call('XADD', product_changed, '*', 'v', 1, 'kind', kind, 'id', p.id, 'version', p.version)
end

-- What an entry of a ledger says of its cause, beyond the kind.
local details = { 'order_id', 'reason', 'by' }

-- cause: { kind = ..., order_id = ..., reason = ..., by = ... }, for the ledger; what does not apply is empty or nil
-- Entries older than that are cut off, whole nodes of the stream at a time (~), so that no entry costs more than another.
local function enter_in_ledger(ledger, now, quantity, units, cause)
  local told = {}
  for _, name in ipairs(details) do
    if cause[name] and cause[name] ~= '' then
      told[#told + 1], told[#told + 2] = name, cause[name]
    end
  end
  redis.call('XADD', ledger, 'MINID', '~', now - ledger_millis, '*', 'kind', cause.kind, 'units', units, 'quantity', quantity,
    unpack(told))
end

-- Writes who edited a product. An edit that is nobody's leaves no earlier name behind.
local function write_editor(p, by)
  if by == '' then
    redis.call('HDEL', p.key, 'edited_by')
  else
    redis.call('HSET', p.key, 'edited_by', by)
  end
end

-- Writes a product whose fields were changed; units is the change of its quantity. A ledger begins with the creation, even of a
-- product with no units.
local function write_product(p, ledger, product_changed, now, units, cause)
  p.version = p.version + 1
  p.updated_at = now
  redis.call('HSET', p.key, 'name', p.name, 'price', p.price, 'quantity', p.quantity, 'held', p.held, 'sold', p.sold,
    'added', p.added, 'low_stock_at', p.low_stock_at, 'version', p.version, 'created_at', p.created_at, 'updated_at',
    p.updated_at)
  if units ~= 0 or p.version == 1 then
    enter_in_ledger(ledger, now, p.quantity, units, cause)
  end
  announce_product(product_changed, 'product_changed', p)
end

-- The product as scripts return it: field, value, field, value, as HGETALL does.
local function shown(p)
  return redis.call('HGETALL', p.key)
end

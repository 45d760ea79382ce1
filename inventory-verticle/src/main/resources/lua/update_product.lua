-- Decides whether a product still exists as the client knows it, and changes it as requested.
--
-- KEYS     1 product:<id> (hash)  2 movements:<id> (stream)  3 product_changed (stream)  4 change:<change id> (hash)
-- ARGV     1 request (a digest)  2 how long to remember its answer, in milliseconds  3 id
--          4 by, or empty  5 tags of the versions that may be changed, or * for any  6 name  7 price in cents  8 quantity
--          9 stock is low at or below this quantity, or empty, or 'as it is'  10 how long a ledger keeps its movements
-- Returns  updated, then the product: a request for what is already there changes nothing
--          replayed, then the answer given when it was updated
--          other_request: a change with this id was made before, but a different one
--          stale, then the product: it is at another version | unknown
-- Emits    product_changed

-- include product.lua
-- include change.lua

local change, request, millis = KEYS[4], ARGV[1], ARGV[2]
local id, by, tags = ARGV[3], ARGV[4], ARGV[5]
local name, price, quantity, low_stock_at = ARGV[6], ARGV[7], tonumber(ARGV[8]), ARGV[9]
local earlier = earlier_answer(change, request)
if earlier then
  return earlier
end
local product = read_product(KEYS[1], id)
if not product then
  return { 'unknown' }
end
expect_type('stream', KEYS[2], KEYS[3])
if not is_wanted_version(product, tags) then
  return { 'stale', shown(product) }
end

local units = quantity - product.quantity
if low_stock_at == 'as it is' then
  low_stock_at = product.low_stock_at
end
if units ~= 0 or product.name ~= name or product.price ~= price or product.low_stock_at ~= low_stock_at then
  product.name = name
  product.price = price
  product.quantity = quantity
  product.low_stock_at = low_stock_at
  product.added = product.added + units
  write_product(product, KEYS[2], KEYS[3], now_millis(), units, { kind = 'edited', by = by })
  write_editor(product, by)
  remember_answer(change, request, millis, id, shown(product))
end
return { 'updated', shown(product) }

-- Decides whether a product is still there and as the client knows it, and changes it to what is wanted.
--
-- KEYS     1 product:<id> (hash)  2 movements:<id> (stream)  3 product_changed (stream)  4 change:<change id> (string)
-- ARGV     1 id  2 tags of the versions that may be changed, or * for any  3 name  4 price in cents  5 quantity
--          6 from which quantity down stock is low, or empty, or as it is  7 the rules of the shop
-- Returns  updated, then the product: also when this change was made before. Wanting what is there already changes nothing.
--          stale, then the product: it is at another version | unknown
-- Emits    product_changed

-- include product.lua

local change = KEYS[4]
local id, tags, name, price, quantity = ARGV[1], ARGV[2], ARGV[3], ARGV[4], tonumber(ARGV[5])
local low_stock_at = ARGV[6]
local product = read_product(KEYS[1], id)
if not product then
  return { 'unknown' }
end
expect_type('stream', KEYS[2], KEYS[3])
expect_type('string', change)
if redis.call('EXISTS', change) == 1 then
  return { 'updated', shown(product) }
elseif not is_wanted_version(product, tags) then
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
  write_product(product, KEYS[2], KEYS[3], now_millis(), units, { kind = 'edited' })
  remember_change(change)
end
return { 'updated', shown(product) }

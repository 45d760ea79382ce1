-- Decides whether a product is still there, and changes it to what is wanted.
--
-- KEYS     1 product:<id> (hash)  2 movements:<id> (stream)  3 product_changed (stream)
-- ARGV     1 id  2 name  3 price in cents  4 quantity
-- Returns  updated, then the product | unknown. Wanting what is there already changes nothing.
-- Emits    product_changed

-- include product.lua

local id, name, price, quantity = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local product = read_product(KEYS[1], id)
if not product then
  return { 'unknown' }
end
expect_type('stream', KEYS[2], KEYS[3])

local units = quantity - product.quantity
if units ~= 0 or product.name ~= name or product.price ~= price then
  product.name = name
  product.price = price
  product.quantity = quantity
  product.added = product.added + units
  write_product(product, KEYS[2], KEYS[3], now_millis(), units, { kind = 'edited' })
end
return { 'updated', shown(product) }

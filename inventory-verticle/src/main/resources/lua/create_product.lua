-- Decides whether a product is new, and writes it.
--
-- KEYS     1 product:<id> (hash)  2 products (zset)  3 movements:<id> (stream)  4 product_changed (stream)
-- ARGV     1 id  2 name  3 price in cents  4 quantity  5 from which quantity down stock is low, or empty
--          6 the rules of the shop
-- Returns  created | exists, then the product. It exists when a create with this id is repeated.
-- Emits    product_changed

-- include product.lua

local id, name, price, quantity, low_stock_at = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), ARGV[5]
local product = read_product(KEYS[1], id)
if product then
  return { 'exists', shown(product) }
end
expect_type('zset', KEYS[2])
expect_type('stream', KEYS[3], KEYS[4])

local now = now_millis()
product = {
  key = KEYS[1], id = id, name = name, price = price, quantity = quantity, held = 0, sold = 0, added = quantity,
  low_stock_at = low_stock_at, version = 0, created_at = now
}
product.was_low = is_low(product)
write_product(product, KEYS[3], KEYS[4], now, quantity, { kind = 'created' })
redis.call('ZADD', KEYS[2], now, id)
return { 'created', shown(product) }

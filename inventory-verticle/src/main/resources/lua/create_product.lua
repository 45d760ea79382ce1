-- Decides whether a product is new, and writes it.
--
-- KEYS     1 product:<id> (hash)  2 products (zset)  3 movements:<id> (stream)  4 product_changed (stream)
--          5 change:<change id> (hash)
-- ARGV     1 request (a digest)  2 how long to remember its answer, in milliseconds  3 id, never used before
--          4 by, or empty  5 name  6 price in cents  7 quantity  8 stock is low at or below this quantity, or empty
--          9 how long a ledger keeps its movements
-- Returns  created, then the product | replayed, then the product as it was created before, with its id
--          other_request: a change with this id was made before, but a different one
-- Emits    product_changed

-- include product.lua
-- include change.lua

local change, request, millis = KEYS[5], ARGV[1], ARGV[2]
local id, by, name, price, quantity, low_stock_at = ARGV[3], ARGV[4], ARGV[5], ARGV[6], tonumber(ARGV[7]), ARGV[8]
local earlier = earlier_answer(change, request)
if earlier then
  return earlier
end
expect_type('hash', KEYS[1])
expect_type('zset', KEYS[2])
expect_type('stream', KEYS[3], KEYS[4])

local now = now_millis()
local product = {
  key = KEYS[1], id = id, name = name, price = price, quantity = quantity, held = 0, sold = 0, added = quantity,
  low_stock_at = low_stock_at, version = 0, created_at = now
}
write_product(product, KEYS[3], KEYS[4], now, quantity, { kind = 'created', by = by })
write_editor(product, by)
redis.call('ZADD', KEYS[2], now, id)
local answer = shown(product)
remember_answer(change, request, millis, id, answer)
return { 'created', answer }

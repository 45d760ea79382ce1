-- Decides whether a product still exists as the client knows it, and removes it. Its ledger stays for as long as movements are
-- kept.
--
-- KEYS     1 product:<id> (hash)  2 products (zset)  3 movements:<id> (stream)  4 product_changed (stream)
--          5 change:<change id> (hash)
-- ARGV     1 request (a digest)  2 how long to remember its answer, in milliseconds  3 id
--          4 by, or empty  5 tags of the versions that may be deleted, or * for any  6 how long a ledger keeps its movements
-- Returns  deleted, then the product as it was | replayed, then the same: this change already deleted it
--          stale, then the product: it is at another version | unknown
-- Emits    product_changed, of kind product_deleted

-- include product.lua
-- include change.lua

local change, request, millis, id, by, tags = KEYS[5], ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
local earlier = earlier_answer(change, request)
if earlier then
  return earlier
end
local product = read_product(KEYS[1], id)
if not product then
  return { 'unknown' }
end
expect_type('zset', KEYS[2])
expect_type('stream', KEYS[3], KEYS[4])
if not is_wanted_version(product, tags) then
  return { 'stale', shown(product) }
end

local last = shown(product)
local units = -product.quantity
product.quantity = 0
product.version = product.version + 1
product.updated_at = now_millis()
redis.call('DEL', KEYS[1])
redis.call('ZREM', KEYS[2], id)
enter_in_ledger(KEYS[3], product.updated_at, 0, units, { kind = 'deleted', by = by })
redis.call('PEXPIRE', KEYS[3], ledger_millis)
announce_product(KEYS[4], 'product_deleted', product)
remember_answer(change, request, millis, id, last)
return { 'deleted', last }

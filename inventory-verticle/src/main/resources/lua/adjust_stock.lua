-- Decides whether the stock of a product can be adjusted as requested, and adjusts it.
--
-- KEYS     1 product:<id> (hash)  2 movements:<id> (stream)  3 product_changed (stream)  4 change:<change id> (hash)
-- ARGV     1 request (a digest)  2 how long to remember its answer, in milliseconds  3 id
--          4 by, or empty  5 tags of the versions that may be changed, or * for any  6 delta or set  7 units: to add, or to set
--          8 with set: the quantity that the client expects  9 reason, or empty  10 the largest quantity
--          11 how long a ledger keeps its movements
-- Returns  adjusted, then the product | replayed, then the answer given when it was adjusted
--          other_request: a change with this id was made before, but a different one
--          stale, then the product: it is at another version | unexpected, then the product: it has another quantity
--          too_few or too_many, then the product: the quantity would be below 0, or above the largest | unknown
-- Emits    product_changed

-- include product.lua
-- include change.lua

local change, request, millis = KEYS[4], ARGV[1], ARGV[2]
local id, by, tags, how, units = ARGV[3], ARGV[4], ARGV[5], ARGV[6], tonumber(ARGV[7])
local expected, reason, largest = tonumber(ARGV[8]), ARGV[9], tonumber(ARGV[10])
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
elseif how == 'set' and product.quantity ~= expected then
  return { 'unexpected', shown(product) }
end
if how == 'set' then
  units = units - product.quantity
end
if product.quantity + units < 0 then
  return { 'too_few', shown(product) }
elseif product.quantity + units > largest then
  return { 'too_many', shown(product) }
end

if units ~= 0 then
  product.quantity = product.quantity + units
  product.added = product.added + units
  write_product(product, KEYS[2], KEYS[3], now_millis(), units, { kind = 'adjusted', reason = reason, by = by })
end
local answer = shown(product)
remember_answer(change, request, millis, id, answer)
return { 'adjusted', answer }

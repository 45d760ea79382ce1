-- Decides whether the stock of a product can be adjusted as the client wants it, and adjusts it.
--
-- KEYS     1 product:<id> (hash)  2 movements:<id> (stream)  3 product_changed (stream)  4 change:<change id> (string)
-- ARGV     1 id  2 tags of the versions that may be changed, or * for any  3 delta or set  4 units: to add, or to have
--          5 what the client takes the quantity for, where it is set  6 reason, or empty  7 the largest quantity
--          8 the rules of the shop
-- Returns  adjusted, then the product: also when this change was made before
--          stale, then the product: it is at another version | unexpected, then the product: it has another quantity
--          too_few or too_many, then the product: there would be less than none, or more than the largest | unknown
-- Emits    product_changed

-- include product.lua

local change = KEYS[4]
local id, tags, how, units = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local expected, reason, largest = tonumber(ARGV[5]), ARGV[6], tonumber(ARGV[7])
local product = read_product(KEYS[1], id)
if not product then
  return { 'unknown' }
end
expect_type('stream', KEYS[2], KEYS[3])
expect_type('string', change)
if redis.call('EXISTS', change) == 1 then
  return { 'adjusted', shown(product) }
elseif not is_wanted_version(product, tags) then
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
  local cause = { kind = 'adjusted', reason = reason ~= '' and reason or nil }
  write_product(product, KEYS[2], KEYS[3], now_millis(), units, cause)
  remember_change(change)
end
return { 'adjusted', shown(product) }

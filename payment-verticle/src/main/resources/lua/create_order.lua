-- Decides whether orders are accepted: each once, and only while its units are still held for it.
--
-- KEYS     1 order_created (stream)  2 order_number (string)  3 quicksell:secret (string), then for each order order:<id> (hash),
--          refusal:<order_id>:<digest> (hash)
-- ARGV     for each order 1 its id  2 the hold's deadline  3 digest of the request  4 number of the try, or empty if there can be no
--          other  5 the namespace in which the ids of keys are, then field, value, ... of the order,
--          and behind them the traceparent of its event, if it has one;
--          for all how long a try may create after it got its number, in milliseconds (see batch.lua)
-- Returns  for each order
--          created, number, its entry in order_created | exists, [field, value, ...]: it was accepted before
--          different: it was accepted before, for another request | expired: the hold may be gone, or the try is too old
--          other_namespace: another one is kept, so the same key is another order
--          refused, answer: this try or a later one was refused
-- Emits    order_created for each: the sequence of its entries is that of all orders

-- include order.lua
-- include batch.lua

local created, counter, secret = unpack(KEYS, 1, 3)
local try_millis = ARGV[#ARGV]
local now = now_millis()
local namespace = redis.call('GET', secret)
local digests, accepted, existing = {}, {}, {}
expect_type('stream', created)
expect_type('string', counter)

-- Whether the order's units may be gone, or its try too old.
local function is_late(deadline, try)
  return now > tonumber(deadline) or (try and now > try / 1000 + try_millis)
end

local function accept(key, first, last)
  local order, refusal = KEYS[key], KEYS[key + 1]
  local deadline, digest, try = ARGV[first + 1], ARGV[first + 2], tonumber(ARGV[first + 3])
  if namespace ~= ARGV[first + 4] then
    return { 'other_namespace' }
  end
  local earlier = digests[order] or redis.call('HGET', order, 'digest')
  if earlier then
    if earlier ~= digest then
      return { 'different' }
    end
    local answer = { 'exists' }
    existing[#existing + 1] = { order = order, answer = answer }
    return answer
  end
  if try then
    local refused = redis.call('HMGET', refusal, 'try', 'answer')
    if refused[1] and try <= tonumber(refused[1]) then
      return { 'refused', refused[2] }
    end
  end
  if is_late(deadline, try) then
    return { 'expired' }
  end
  digests[order] = digest
  local answer = { 'created' }
  accepted[#accepted + 1] = { order = order, first = first, last = last, answer = answer }
  return answer
end

local answers = decide_each(3, accept)
if #accepted > 0 then
  local number = redis.call('INCRBY', counter, #accepted) - #accepted
  for n, each in ipairs(accepted) do
    local is_traced = (each.last - each.first) % 2 == 1
    local last = is_traced and each.last - 1 or each.last
    local entry = redis.call('XADD', created, '*', 'v', 1, 'order_id', ARGV[each.first],
      unpack(trace_of(is_traced and ARGV[each.last])))
    redis.call('HSET', each.order, 'number', number + n, 'digest', ARGV[each.first + 2], 'status', 'pending', 'version', 1,
      'entry', entry, unpack(ARGV, each.first + 5, last))
    each.answer[2], each.answer[3] = number + n, entry
  end
end
for _, each in ipairs(existing) do
  each.answer[2] = redis.call('HGETALL', each.order)
end
return answers

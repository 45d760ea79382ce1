-- Decides whether orders are accepted: each once, and only while its units are still held for it.
--
-- KEYS     1 orders (zset)  2 order_created (stream)  3 order_number (string)  4 quicksell:secret (string), then for each order
--          order:<id> (hash), refusal:<order_id>:<digest> (hash)
-- ARGV     for each order 1 its id  2 the hold's deadline  3 digest of the request  4 number of the try, or empty if there can be no
--          other  5 the namespace in which the ids of keys are, then field, value, ... of the order;
--          for all how long a try may create after it got its number, in milliseconds (see batch.lua)
-- Returns  for each order
--          created, number, when | exists, [field, value, ...]: it was accepted before
--          different: it was accepted before, for another request | expired: the hold may be gone, or the try is too old
--          other_namespace: another one is kept, so the same key is another order
--          refused, answer: this try or a later one was refused
-- Emits    order_created for each

-- include order.lua
-- include batch.lua

local orders, created, counter, secret = unpack(KEYS, 1, 4)
local try_millis = ARGV[#ARGV]
local now = now_millis()
local namespace = redis.call('GET', secret)
local digests, accepted, existing = {}, {}, {}
expect_type('zset', orders)
expect_type('stream', created)
expect_type('string', counter)

-- Whether the order's units may be gone, or its try too old.
local function is_late(deadline, try)
  return now > tonumber(deadline) or (try and now > try / 1000 + try_millis)
end

local function accept(keys, arguments)
  local order, refusal = keys[1], keys[2]
  local id, deadline, digest, try = arguments[1], arguments[2], arguments[3], tonumber(arguments[4])
  if namespace ~= arguments[5] then
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
  local answer = { 'created', 0, now }
  accepted[#accepted + 1] = { order = order, arguments = arguments, answer = answer }
  return answer
end

local function write(order, number, id, digest, fields)
  redis.call('HSET', order, 'number', number, 'digest', digest, 'status', 'pending', 'version', 1, 'created_at', now,
    'pending_at', now, 'updated_at', now, unpack(fields))
  local by_name = { status = 'pending' }
  for i = 1, #fields, 2 do
    by_name[fields[i]] = fields[i + 1]
  end
  tell(created, id, now, by_name)
end

local answers = decide_each(4, accept)
if #accepted > 0 then
  local number = redis.call('INCRBY', counter, #accepted) - #accepted
  local by_time = {}
  for n, each in ipairs(accepted) do
    local id, digest = each.arguments[1], each.arguments[3]
    each.answer[2] = number + n
    write(each.order, number + n, id, digest, { unpack(each.arguments, 6) })
    by_time[#by_time + 1], by_time[#by_time + 2] = now, id
  end
  redis.call('ZADD', orders, unpack(by_time))
end
for _, each in ipairs(existing) do
  each.answer[2] = redis.call('HGETALL', each.order)
end
return answers

-- Shared by the scripts that make a change once, however often it is asked for.
--
-- A change that was made is a hash, for a while: request (a digest of what was asked for), id of what was changed, and its fields
-- as they were answered. It is written in the same step as the change, so there is none that is begun and not ended.

-- The answer to a change that was made before, or nil.
local function earlier_answer(change, request)
  local earlier = redis.call('HGET', change, 'request')
  if not earlier then
    return nil
  elseif earlier ~= request then
    return { 'other_request' }
  end
  return { 'replayed', redis.call('HGETALL', change) }
end

local function remember_answer(change, request, millis, id, fields)
  redis.call('HSET', change, 'request', request, 'id', id, unpack(fields))
  redis.call('PEXPIRE', change, millis)
end

-- Shared by the scripts that only those may run who manage access. Whoever was locked out meanwhile may not: a service remembers a token
-- for a while, and a request may wait long after it was let in.
--
-- Convention: the last but one of KEYS is access:token:<hash> (hash) of who does it, without a hash where no token is needed.

local manager = KEYS[#KEYS - 1]

local function is_out()
  if manager == 'access:token:' then
    return false
  end
  expect_type('hash', manager)
  local found = redis.call('HMGET', manager, 'scopes', 'until')
  return not (found[1] and string.find(' ' .. found[1] .. ' ', ' access:manage ', 1, true) and (tonumber(found[2]) or 0) > now_millis())
end

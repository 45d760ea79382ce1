-- Shared by the scripts that take keys of programs away.
--
-- A key is a hash access:key:<id>: token (the key of its token), client, scopes, until, created_at, by (who made it). access:keys (zset)
-- has the ids of all, at most 1,000, oldest first.

-- The keys that a user has made, and those that were made with one of these: whoever made a key has seen its secret. A clock that was set
-- back, or one millisecond for both, puts a key before the one with which it was made; so it looks until no more are found.
local function keys_made_by(name, keys)
  local all, makers = {}, { [name] = true }
  for _, id in ipairs(redis.call('ZRANGE', keys, 0, -1)) do
    local by, token, client, scopes = unpack(redis.call('HMGET', 'access:key:' .. id, 'by', 'token', 'client', 'scopes'))
    if token then
      table.insert(all, { id = id, by = by, token = token, client = client, manages = string.find(' ' .. scopes .. ' ', ' access:manage ', 1, true) })
    end
  end
  local found
  repeat
    found = false
    for _, key in ipairs(all) do
      if key.manages and makers[key.by] and not makers['key:' .. key.client] then
        makers['key:' .. key.client] = true
        found = true
      end
    end
  until not found
  local made = {}
  for _, key in ipairs(all) do
    if makers[key.by] then
      table.insert(made, key)
    end
  end
  return made
end

-- The keys as scripts return them: each as field, value, field, value.
local function shown_keys(some)
  local shown = {}
  for _, key in ipairs(some) do
    local fields = redis.call('HGETALL', 'access:key:' .. key.id)
    table.insert(fields, 'id')
    table.insert(fields, key.id)
    table.insert(shown, fields)
  end
  return shown
end

local function revoke_key(now, key, keys)
  redis.call('DEL', key.token)
  redis.call('DEL', 'access:key:' .. key.id)
  redis.call('ZREM', keys, key.id)
  enter_in_audit(now, 'revoke_key', 'key:' .. key.client, 'done', '')
end

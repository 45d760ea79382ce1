-- Shared by the scripts that take keys of programs away.
--
-- A key is a hash access:key:<id>: token (the key of its token), client, scopes, until, created_at, by (who made it). access:keys (zset)
-- has the ids of all, at most 1,000, oldest first.

-- The keys that a user has made, and those that were made with one of these: whoever made a key has seen its secret.
local function keys_made_by(name, keys)
  local makers, made = { [name] = true }, {}
  for _, id in ipairs(redis.call('ZRANGE', keys, 0, -1)) do
    local by, token, client, scopes = unpack(redis.call('HMGET', 'access:key:' .. id, 'by', 'token', 'client', 'scopes'))
    if token and makers[by] then
      table.insert(made, { id = id, token = token, client = client })
      if string.find(' ' .. scopes .. ' ', ' access:manage ', 1, true) then
        makers['key:' .. client] = true
      end
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

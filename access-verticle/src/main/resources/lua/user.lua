-- Shared by the scripts that change users.
--
-- A user is a hash: name, password (a hash), role, disabled (1 or 0), version, created_at, updated_at, by (who changed it last).
-- access:enabled (hash) has the role of each user who is not disabled. Tokens of a user are in a sorted set of their keys, by when they
-- end at the latest.

-- The user as scripts return it: field, value, field, value, without the password.
local function shown_user(key)
  local shown = {}
  for _, field in ipairs({ 'name', 'role', 'disabled', 'version', 'created_at', 'updated_at', 'by' }) do
    table.insert(shown, field)
    table.insert(shown, redis.call('HGET', key, field))
  end
  return shown
end

-- Ends all tokens of a user, at most as many as a user can have, but one.
local function end_tokens(tokens, except)
  for _, token in ipairs(redis.call('ZRANGE', tokens, 0, -1)) do
    if token ~= except then
      redis.call('DEL', token)
      redis.call('ZREM', tokens, token)
    end
  end
end

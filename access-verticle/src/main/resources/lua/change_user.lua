-- Decides whether a user is still as the client knows it, and whether somebody is left who manages access, and changes the user. Another
-- role, another password and being disabled end the user's sessions. The keys of programs that a disabled user has made are revoked in the
-- same step, or returned.
--
-- KEYS     1 access:user:<name> (hash)  2 access:enabled (hash)  3 access:tokens_of:<name> (zset)  4 access:change:<change id> (hash)
--          5 access:keys (zset)  6 access:token:<hash> of who does it  7 access:audit (stream); and access:key:<id> (hash) of all
--          keys, with the tokens of those revoked
-- ARGV     1 request (a digest)  2 how long to remember its answer, in milliseconds  3 the name in the form in which it is compared
--          4 tags of the versions that may be changed, or * for any  5 role, or empty to leave it  6 disabled: 1, 0, or empty to leave it
--          7 the password's hash, or empty to leave it  8 the roles that manage access, each between spaces
--          9 access:token:<hash> of the session that stays, or empty  10 1 to revoke the keys that the user has made, if the user is
--          disabled then, else 0; then who, from, request, how long the audit is kept
-- Returns  changed, then the user with the ids of the keys revoked, then the keys of a disabled user that still count: a request for
--          what is already there changes nothing | replayed, then the same, with the keys that count now
--          stale, then the user: it is at another version | last_manager, then the user | unknown
--          out: who does it does not manage access any more
-- Emits    access:audit

-- include basics.lua
-- include change.lua
-- include manager.lua
-- include audit.lua
-- include user.lua
-- include keys.lua

local user, enabled, tokens, change, keys = KEYS[1], KEYS[2], KEYS[3], KEYS[4], KEYS[5]
local request, millis, id, tags, password, managing, kept_token = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[7], ARGV[8], ARGV[9]
local earlier = earlier_answer(change, request)
if earlier then
  local is = redis.call('HMGET', user, 'name', 'disabled')
  return { earlier[1], earlier[2], shown_keys(is[2] == '1' and keys_made_by(is[1], keys) or {}) }
elseif is_out() then
  return { 'out' }
end
expect_type('hash', user, enabled)
expect_type('zset', tokens, keys)
expect_type('stream', audit)
local was = redis.call('HMGET', user, 'name', 'role', 'disabled', 'version')
if not was[1] then
  return { 'unknown' }
elseif tags ~= '*' and not string.find(tags, '"' .. was[4] .. '"', 1, true) then
  return { 'stale', shown_user(user) }
end
local role = ARGV[5] ~= '' and ARGV[5] or was[2]
local disabled = ARGV[6] ~= '' and ARGV[6] or was[3]

local function manages(some_role)
  return string.find(managing, ' ' .. some_role .. ' ', 1, true) ~= nil
end
local function another_manages()
  local roles = redis.call('HGETALL', enabled)
  for i = 1, #roles, 2 do
    if roles[i] ~= id and manages(roles[i + 1]) then
      return true
    end
  end
  return false
end
local stops_managing = was[3] == '0' and manages(was[2]) and not (disabled == '0' and manages(role))
if stops_managing and not another_manages() then
  return { 'last_manager', shown_user(user) }
end

local made = disabled == '1' and keys_made_by(was[1], keys) or {}
local revoked = ARGV[10] == '1' and made or {}
local now = now_millis()
local changes = {}
if role ~= was[2] then
  table.insert(changes, 'role ' .. was[2] .. ' to ' .. role)
end
if disabled ~= was[3] then
  table.insert(changes, disabled == '1' and 'disabled' or 'enabled')
end
if password ~= '' then
  redis.call('HSET', user, 'password', password)
  table.insert(changes, 'password')
end
if #changes > 0 then
  redis.call('HSET', user, 'role', role, 'disabled', disabled, 'version', was[4] + 1, 'updated_at', now, 'by', act.who)
  if disabled == '0' then
    redis.call('HSET', enabled, id, role)
  else
    redis.call('HDEL', enabled, id)
  end
  end_tokens(tokens, kept_token)
  enter_in_audit(now, 'change_user', was[1], 'done', table.concat(changes, ', '))
end
local ids = {}
for _, key in ipairs(revoked) do
  revoke_key(now, key, keys)
  table.insert(ids, key.id)
end
local answer = shown_user(user)
table.insert(answer, 'revoked')
table.insert(answer, table.concat(ids, ' '))
if #changes + #revoked > 0 then
  remember_answer(change, request, millis, id, answer)
end
return { 'changed', answer, shown_keys(#revoked > 0 and {} or made) }

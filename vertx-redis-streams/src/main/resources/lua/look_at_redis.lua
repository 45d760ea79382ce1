-- Decides whether this user may send all commands that are needed, and whether the keys hold what they are expected to hold.
-- Each command is sent so that it reads a key that does not exist, or fails for its arguments, once the user may send it.
--
-- KEYS     1 a key that does not exist  2 quicksell:format (string), then the keys to look at
-- ARGV     1 the format that is understood, or empty if all are, then for each key to look at, its type, or none
-- Returns  fit | forbidden, the commands that the user may not send | other_format, the one that the data are in
--          foreign, key, type: another program's data, or another version's
-- Emits    nothing

local nothing = KEYS[1]
local commands = {
  { 'PING' }, { 'TIME' }, { 'SCAN', 'x' }, { 'EXISTS', nothing }, { 'DEL', nothing }, { 'TYPE', nothing },
  { 'RENAME', nothing, nothing }, { 'PERSIST', nothing }, { 'PEXPIRE', nothing, 'x' }, { 'GET', nothing }, { 'SET', nothing, '', 'EX', 'x' },
  { 'INCRBY', nothing, 'x' }, { 'HGET', nothing, '' }, { 'HMGET', nothing, '' }, { 'HGETALL', nothing },
  { 'HSET', nothing, '', '', '' }, { 'HDEL', nothing, '' }, { 'HINCRBY', nothing, '', 'x' },
  { 'ZADD', nothing, 'x', '' }, { 'ZREM', nothing, '' }, { 'ZRANGE', nothing, 0, 0 },
  { 'ZMSCORE', nothing, '' }, { 'ZCARD', nothing }, { 'ZSCAN', nothing, 'x' },
  { 'XADD', nothing, '*', '', '', '' }, { 'XLEN', nothing }, { 'XRANGE', nothing, '-', '+' },
  { 'XREVRANGE', nothing, '+', '-' }, { 'XDEL', nothing, '0-1' }, { 'XTRIM', nothing, 'MAXLEN', 'x' },
  { 'XINFO', 'STREAM', nothing }, { 'XGROUP', 'DESTROY', nothing, '' }, { 'XREAD', 'STREAMS', nothing, '0' },
  { 'XREADGROUP', 'GROUP', 'x', 'x', 'STREAMS', nothing, '>' }, { 'XPENDING', nothing, 'x' },
  { 'XCLAIM', nothing, 'x', 'x', 0, '0-1' }, { 'XACK', nothing, 'x', '0-1' },
}
local refusals = {
  'NOPERM', 'ACL failure', 'The user executing the script', -- of Redis 7.0, 7.2 and 6.2
  'Unknown Redis command', -- the server was told not to have it
}
local function is_refusal(failure)
  for _, words in ipairs(refusals) do
    if failure:find(words, 1, true) then
      return true
    end
  end
  return false
end
local forbidden = {}
for _, command in ipairs(commands) do
  local reply = redis.pcall(unpack(command))
  local failure = type(reply) == 'table' and reply.err
  if failure and is_refusal(failure) then
    table.insert(forbidden, command[1])
  end
end
if #forbidden > 0 then
  return { 'forbidden', table.concat(forbidden, ', ') }
end
local format = redis.call('GET', KEYS[2])
if format and ARGV[1] ~= '' and format ~= ARGV[1] then
  return { 'other_format', format }
end
for i = 3, #KEYS do
  local found = redis.call('TYPE', KEYS[i]).ok
  if found ~= 'none' and found ~= ARGV[i - 1] then
    return { 'foreign', KEYS[i], found }
  end
end
return { 'fit' }

-- Decides which entries of a stream are not needed any more, and trims them: those that every group has finished and that are older
-- than the retention.
--
-- KEYS     1 the stream
-- ARGV     1 retention in milliseconds  2 the most entries to trim at once, then the groups that have to read it
-- Returns  trimmed, how many | waits: the stream or a group that has to read it does not exist yet

local stream, trace = KEYS[1], KEYS[2]
local retention, limit = tonumber(ARGV[1]), ARGV[2]

local function parts(id)
  local millis, sequence = string.match(id, '^(%d+)-(%d+)$')
  return tonumber(millis), tonumber(sequence)
end

local function earlier(a, b)
  local a_millis, a_sequence = parts(a)
  local b_millis, b_sequence = parts(b)
  if a_millis == b_millis then
    return a_sequence < b_sequence
  end
  return a_millis < b_millis
end

if redis.call('EXISTS', stream) == 0 then
  return { 'waits' }
end
local newest = redis.call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
local keep_from = string.format('%.0f-0', redis.call('TIME')[1] * 1000 - retention)
local missing = {}
for i = 3, #ARGV do
  missing[ARGV[i]] = true
end
for _, flat in ipairs(redis.call('XINFO', 'GROUPS', stream)) do
  local group = {}
  for i = 1, #flat, 2 do
    group[flat[i]] = flat[i + 1]
  end
  missing[group.name] = nil
  local first_needed = redis.call('XPENDING', stream, group.name)[2] or group['last-delivered-id']
  if earlier(first_needed, keep_from) then
    keep_from = first_needed
  end
end
if next(missing) then
  return { 'waits' }
end
if newest and earlier(newest[1], keep_from) then
  keep_from = newest[1]
end
local trimmed = redis.call('XTRIM', stream, 'MINID', '~', keep_from, 'LIMIT', limit)
if trimmed > 0 then
  redis.call('SET', trace, keep_from)
end
return { 'trimmed', trimmed }

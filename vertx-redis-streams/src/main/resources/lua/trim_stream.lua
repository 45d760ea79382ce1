-- Decides which entries of a stream are not needed any more, and trims them: those that every group has finished and that are older
-- than the retention.
--
-- KEYS     1 the stream  2 trimmed:<stream> (string)
-- ARGV     1 retention in milliseconds  2 the most entries to trim at once, then the groups that have to read it
-- Returns  trimmed, how many | waits: the stream or a group that has to read it does not exist yet

-- include stream_groups.lua

local stream, trace = KEYS[1], KEYS[2]
local retention, limit = tonumber(ARGV[1]), ARGV[2]
if redis.call('EXISTS', stream) == 0 then
  return { 'waits' }
end
local newest = redis.call('XREVRANGE', stream, '+', '-', 'COUNT', 1)[1]
local keep_from = string.format('%.0f-0', redis.call('TIME')[1] * 1000 - retention)
local groups = groups_of(stream)
for i = 3, #ARGV do
  if not groups[ARGV[i]] then
    return { 'waits' }
  end
end
for _, group in pairs(groups) do
  local first_needed = group.pending or group.delivered
  if earlier(first_needed, keep_from) then
    keep_from = first_needed
  end
end
if newest and earlier(newest[1], keep_from) then
  keep_from = newest[1]
end
local trimmed = redis.call('XTRIM', stream, 'MINID', '~', keep_from, 'LIMIT', limit)
if trimmed > 0 then
  redis.call('SET', trace, keep_from)
end
return { 'trimmed', trimmed }

-- Decides whether a password may be tried now, and counts the try as a failed one until it proves to be right. Counting comes first, so
-- that tries at the same time cannot pass together.
--
-- After the free tries each further one begins a pause, twice as long as the one before. What is refused in a pause is not counted, so
-- that whoever knocks on and on does not prolong it. A pause that is longer than any can be comes from a clock that was set back, and
-- does not count.
--
-- KEYS     1 access:tries:<user at a place> (hash: tries, last, paused_until)  2 access:tries:<place> (the same)
-- ARGV     1 id of this try  2 tries that are free for a user at a place  3 and for a place  4 the first pause, in milliseconds
--          5 the longest one  6 how long tries are remembered after the last one
-- Returns  allowed | paused, milliseconds until the next try
-- Emits    nothing

-- include basics.lua

local try, first, longest, kept = ARGV[1], tonumber(ARGV[4]), tonumber(ARGV[5]), ARGV[6]
expect_type('hash', KEYS[1], KEYS[2])
local now = now_millis()
if redis.call('HGET', KEYS[1], 'last') == try then
  return { 'allowed' }
end
local pause = 0
for i = 1, 2 do
  local left = tonumber(redis.call('HGET', KEYS[i], 'paused_until') or now) - now
  if left <= longest then
    pause = math.max(pause, left)
  end
end
if pause > 0 then
  return { 'paused', pause }
end

for i = 1, 2 do
  local beyond = redis.call('HINCRBY', KEYS[i], 'tries', 1) - tonumber(ARGV[i + 1])
  redis.call('HSET', KEYS[i], 'last', try)
  if beyond >= 0 then
    local millis = math.min(longest, first * 2 ^ math.min(beyond, 30))
    redis.call('HSET', KEYS[i], 'paused_until', string.format('%.0f', now + millis))
  end
  redis.call('PEXPIRE', KEYS[i], kept)
end
return { 'allowed' }

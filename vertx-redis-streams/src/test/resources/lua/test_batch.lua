-- KEYS  1 calls (string), then of each part a number (string) | ARGV  of each part what to add; for all, what more to add
-- Returns for each part added, the number, how many parts the call has

-- include batch.lua

local numbers, changed = {}, {}

local function add(first_key, first)
  local key = KEYS[first_key]
  numbers[key] = (numbers[key] or tonumber(redis.call('GET', key) or 0)) + ARGV[first] + ARGV[#ARGV]
  changed[#changed + 1] = key
  return { 'counted', string.format('%d', numbers[key]), ARGV[1] }
end

local answers = decide_each(1, add)
for _, key in ipairs(changed) do
  redis.call('SET', key, numbers[key])
end
redis.call('INCRBY', KEYS[1], 1)
return answers

-- Decides whether a checker of the books still is the one and its last look is in the history of these data, and if so shows it
-- products with their ledgers and holds, as they are at one moment. Data that lost writes, or were restored, have another look in them.
--
-- KEYS     1 books_check (hash: checker, look, at, wanted)  2 holds (zset),
--          then for each product product:<id> (hash), movements:<id> (stream)
-- ARGV     1 checker  2 the number of its last look  3 the most entries of a ledger to show,
--          then for each product the ledger's entry to begin behind, how many orders to look for among the holds, and their ids
-- Returns  shown, a recount is wanted (1 or 0), then for each product
--            the ledger's entries; if these are all, 1 or 0 for each order, and then for each entry: its order is held; then quantity,
--            held, sold and added. Nothing, if the product was deleted
--          lost: it has to begin anew
-- Emits    nothing

-- include basics.lua

local books_check, holds = KEYS[1], KEYS[2]
local checker, last, most = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local f = redis.call('HMGET', books_check, 'checker', 'look', 'wanted')
local look = tonumber(f[2])
if f[1] ~= checker or (look ~= last and look ~= last + 1) then -- one later: the answer to this look was lost
  return { 'lost' }
end

local function order_of(entry)
  for i = 1, #entry, 2 do
    if entry[i] == 'order_id' then
      return entry[i + 1]
    end
  end
  return ''
end

-- 1 or 0 for each: a thousand at once, as far as Lua can unpack.
local function held(orders, first, last)
  local flags = {}
  for from = first, last, 1000 do
    local scores = redis.call('ZMSCORE', holds, unpack(orders, from, math.min(from + 999, last)))
    for i = 1, #scores do
      flags[#flags + 1] = scores[i] and '1' or '0'
    end
  end
  return table.concat(flags)
end

local answer, argument = { 'shown', f[3] and 1 or 0 }, 4
for key = 3, #KEYS, 2 do
  local counts = redis.call('HMGET', KEYS[key], 'quantity', 'held', 'sold', 'added')
  local behind, asked = ARGV[argument], tonumber(ARGV[argument + 1])
  if not counts[1] then
    answer[#answer + 1] = {}
  else
    local entries = redis.call('XRANGE', KEYS[key + 1], '(' .. behind, '+', 'COUNT', most)
    if #entries == most then
      answer[#answer + 1] = { entries }
    else
      local new = {}
      for i, entry in ipairs(entries) do
        new[i] = order_of(entry[2])
      end
      local flags = held(ARGV, argument + 2, argument + 1 + asked) .. held(new, 1, #new)
      answer[#answer + 1] = { entries, flags, unpack(counts) }
    end
  end
  argument = argument + 2 + asked
end
redis.call('HSET', books_check, 'look', last + 1, 'at', now_millis())
return answer

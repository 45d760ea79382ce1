-- Shared by the scripts that decide for many in one call, in their sequence, each as if those before it had been decided alone.
--
-- Convention: KEYS has those for all, then those of each part. ARGV has how many parts there are; for each how many keys and how many
-- arguments it has, and its arguments; then those for all. The answer has one answer for each part, or in its place
-- fault, why: it cannot be decided, and nothing of it is written.

-- Lets each part be decided by decide(key, first, last): its keys begin at KEYS[key], its arguments are ARGV[first] to ARGV[last].
-- What that raises is a fault of this part alone, so it must not have changed anything by then, and write nothing.
local function decide_each(keys_for_all, decide)
  local answers = {}
  local key, at = keys_for_all + 1, 2
  for n = 1, tonumber(ARGV[1]) do
    local last = at + 1 + ARGV[at + 1]
    local fine, answer = pcall(decide, key, at + 2, last)
    answers[n] = fine and answer or { 'fault', type(answer) == 'table' and answer.err or answer }
    key, at = key + ARGV[at], last + 1
  end
  return answers
end

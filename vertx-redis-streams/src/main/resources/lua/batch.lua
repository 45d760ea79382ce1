-- Shared by the scripts that decide for many in one call, in their sequence, each as if those before it had been decided alone.
--
-- Convention: KEYS has those for all, then those of each part. ARGV has how many parts there are; for each how many keys and how many
-- arguments it has, and its arguments; then those for all. The answer has one answer for each part, or in its place
-- fault, why: it cannot be decided, and nothing of it is written.

-- Lets each part be decided from its keys and arguments. What it raises is a fault of this part alone, so it must not have changed
-- anything by then, and write nothing.
local function decide_each(keys_for_all, decide)
  local answers = {}
  local key, argument = keys_for_all, 1
  for n = 1, tonumber(ARGV[1]) do
    local keys, arguments = tonumber(ARGV[argument + 1]), tonumber(ARGV[argument + 2])
    local fine, answer = pcall(decide, { unpack(KEYS, key + 1, key + keys) },
      { unpack(ARGV, argument + 3, argument + 2 + arguments) })
    answers[n] = fine and answer or { 'fault', type(answer) == 'table' and answer.err or answer }
    key, argument = key + keys, argument + 2 + arguments
  end
  return answers
end

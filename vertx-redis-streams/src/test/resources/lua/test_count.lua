-- For ScriptTest and RedisLinkTest: adds to a counter and tells what it is.
-- include test_answer.lua
return answer(redis.call('INCRBY', KEYS[1], ARGV[1]))

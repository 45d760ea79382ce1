-- For ScriptTest and RedisLinkTest: adds to a counter and returns it.
-- include test_reply.lua
return reply(redis.call('INCRBY', KEYS[1], ARGV[1]))

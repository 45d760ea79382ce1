-- Decides in which namespace the keys of orders are: in the one that is kept, else in a new one, which is kept from now on. Says in which
-- format orders are written, before the first one.
--
-- KEYS     1 quicksell:secret (string)  2 quicksell:format (string)
-- ARGV     1 a new namespace  2 the format
-- Returns  kept, namespace

local secret, format = KEYS[1], KEYS[2]
redis.call('SET', format, ARGV[2], 'NX')
redis.call('SET', secret, ARGV[1], 'NX')
return { 'kept', redis.call('GET', secret) }

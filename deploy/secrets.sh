#!/bin/sh
# Makes the secrets that containers need, where they are missing, in a folder that only its owner may enter.
set -eu
umask 077

[ $# = 1 ] || { echo "Usage: deploy/secrets.sh FOLDER" >&2; exit 2; }
mkdir -p "$1"
cd "$1"

new() {
  [ -f "$1" ] || openssl rand -hex 32 > "$1"
}

new redis-password
new service-key
# What docs/redis.md lists. The user of everybody is off.
rights='~* +ping +time +role +info +config|get +eval +evalsha +exists +del +type +scan +get +set +incrby +rename +persist +pexpire +hget +hmget +hgetall +hset +hdel +hincrby +zadd +zrem +zrange +zmscore +zcard +zscan +xadd +xlen +xrange +xrevrange +xdel +xtrim +xinfo +xgroup +xread +xreadgroup +xpending +xclaim +xack +wait'
hash=$(tr -d '\n' < redis-password | openssl dgst -sha256 -r | cut -d' ' -f1)
printf 'user default off\nuser quicksell on #%s %s\n' "$hash" "$rights" > redis-users
# Users of containers have other numbers than whoever made this; they get the files, and nobody else enters the folder.
chmod 644 redis-password service-key redis-users

#!/bin/sh
# Starts deploy/compose.yaml with secrets of its own, and waits until it is ready. Other words are docker compose's: deploy/compose.sh down
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
"$here/secrets.sh" "$here/compose/secrets"
[ $# -gt 0 ] || set -- up --detach --wait
exec docker compose --file "$here/compose.yaml" "$@"

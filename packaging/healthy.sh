#!/bin/bash
# Is the bot in good health? Asks /healthz at the address in VERBATIM_HTTP; 0 when the answer is 200. For containers,
# which have no curl: bash opens the connection itself.
set -euo pipefail
address=${VERBATIM_HTTP:?VERBATIM_HTTP names no address to ask at}
exec 3<> "/dev/tcp/${address%:*}/${address##*:}"
printf 'GET /healthz HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$address" >&3
IFS=' ' read -r _ status _ <&3
[ "$status" = 200 ]

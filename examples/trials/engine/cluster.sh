#!/usr/bin/env bash
# A real OpenSearch cluster on the loopback, for trials: node I listens on 127.0.0.I, HTTP at port
# 9210 + I, a process of its own. Needs Linux, Java 11 or later, Maven, unzip and curl.
#
#   cluster.sh install DIR      puts the engine from Maven Central into DIR, once; start does it too
#   cluster.sh start DIR [N]    N nodes (3); returns when they are one cluster; prints their addresses
#   cluster.sh kill DIR I       ends node I by SIGKILL
#   cluster.sh pause DIR I      lets node I hang (SIGSTOP); resume lets it go on
#   cluster.sh up DIR I         starts node I again, with its data; returns when it answers
#   cluster.sh green DIR        returns when every copy of every shard is there
#   cluster.sh copies DIR N     gives each shard N copies beside the first, and returns when all are there
#   cluster.sh status DIR       process, memory and health of each
#   cluster.sh stop DIR         ends all nodes by SIGTERM
#   cluster.sh wipe DIR         the same, and removes their data, not the engine
#
# Of two nodes the first alone is manager (both would be needed for a majority), of three the third
# only votes, so that any one may be lost. HEAP (512m) is the memory of a node that holds data, PORTS
# (9210) the base of the ports, SHARDS (2) the shards of an index, each with one copy more. There is no password and no encryption: loopback only.
set -euo pipefail
version=2.19.6
sha256=71d6d8b1c637f3faecda0752b184b1cc526fc6eaad59ec1408c6327bb00b9293
copy=org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy
artifact=org.opensearch.distribution.integ-test-zip:opensearch:$version:zip

usage() { sed -n '5,14p' "$0" >&2; exit 2; }
die() { printf 'cluster.sh: %s\n' "$*" >&2; exit 1; }
[ $# -ge 2 ] || usage
command=$1
mkdir -p "$2"
dir=$(cd "$2" && pwd)
home=$dir/opensearch-$version
ports=${PORTS:-9210}
[ ! -s "$dir/nodes/ports" ] || ports=$(< "$dir/nodes/ports")
http() { printf 'http://127.0.0.%d:%d' "$1" $((ports + $1)); }

install() {
    [ ! -e "$home/installed" ] || return 0
    local tool
    for tool in java mvn unzip curl; do
        command -v $tool > /dev/null || die "$tool is missing (Debian: default-jre-headless maven unzip curl)"
    done
    mvn --quiet --batch-mode --strict-checksums "$copy" "-Dartifact=$artifact" "-DoutputDirectory=$dir/download" 1>&2
    echo "$sha256  $dir/download/opensearch-$version.zip" | sha256sum --check --quiet ||
        die "the archive of the engine is not the one that was pinned"
    rm -rf "$home"
    unzip -q "$dir/download/opensearch-$version.zip" -d "$dir"
    rm -rf "$dir/download"
    touch "$home/installed"
}

# The process of a node, if it lives and is that: a file left behind must not end a stranger.
pid() {
    local file=$dir/nodes/$1/pid number
    [ -s "$file" ] || return 1
    number=$(< "$file")
    tr '\0' ' ' < "/proc/$number/cmdline" 2> /dev/null | grep -qF "$dir/nodes/$1/" || return 1
    echo "$number"
}

configure() { # I N
    local i=$1 n=$2 node=$dir/nodes/$1 heap=${HEAP:-512m} roles='cluster_manager, data' managers='n1' seeds='' j
    case $n-$i in
        2-2) roles='data' ;;
        3-3) roles='cluster_manager' heap=128m ;;
    esac
    [ "$n" -lt 3 ] || managers='n1, n2, n3'
    for j in $(seq "$n"); do seeds="$seeds${seeds:+, }\"127.0.0.$j:$((ports + 100 + j))\""; done
    mkdir -p "$node"/{config,data,logs,tmp}
    cat > "$node/config/opensearch.yml" <<YML
cluster.name: verbatim-trial-$ports
node.name: n$i
node.roles: [$roles]
network.host: 127.0.0.$i
http.port: $((ports + i))
transport.port: $((ports + 100 + i))
discovery.seed_hosts: [$seeds]
cluster.initial_cluster_manager_nodes: [$managers]
path.data: $node/data
path.logs: $node/logs
action.auto_create_index: false
cluster.routing.allocation.disk.threshold_enabled: false
search.default_keep_alive: 10s
search.keep_alive_interval: 2s
YML
    cat > "$node/config/jvm.options" <<JVM
-Xms$heap
-Xmx$heap
-XX:+UseSerialGC
-XX:TieredStopAtLevel=1
-XX:-AlwaysPreTouch
-XX:+ExitOnOutOfMemoryError
-XX:ErrorFile=$node/logs/hs_err.log
-Djava.io.tmpdir=$node/tmp
-Djava.security.manager=allow
-Djava.util.concurrent.ForkJoinPool.common.threadFactory=org.opensearch.secure_sm.SecuredForkJoinWorkerThreadFactory
JVM
    cat > "$node/config/log4j2.properties" <<LOG
appender.out.type = Console
appender.out.name = out
appender.out.layout.type = PatternLayout
appender.out.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n
rootLogger.level = info
rootLogger.appenderRef.out.ref = out
LOG
}

launch() { # I: starts the process and does not wait for it
    local node=$dir/nodes/$1 as=() java
    ! pid "$1" > /dev/null || die "node $1 is running"
    java=$(readlink -f "$(command -v java)")
    # The engine refuses to run as root: a user namespace gives the same files another owner; where
    # there is none, the node's folder is given to nobody.
    if [ "$(id -u)" = 0 ]; then
        if unshare --user --map-user=1000 --map-group=1000 true 2> /dev/null; then
            as=(unshare --user --map-user=1000 --map-group=1000)
        else
            chown -R 65534:65534 "$node"
            as=(setpriv --reuid 65534 --regid 65534 --clear-groups)
        fi
    fi
    env -u JAVA_TOOL_OPTIONS -u JAVA_OPTS -u OPENSEARCH_JAVA_OPTS \
        OPENSEARCH_JAVA_HOME="${java%/bin/java}" OPENSEARCH_PATH_CONF="$node/config" OPENSEARCH_TMPDIR="$node/tmp" \
        setsid "${as[@]}" "$home/bin/opensearch" < /dev/null >> "$node/logs/out.log" 2>&1 &
    echo $! > "$node/pid"
}

# The engine's script starts short-lived processes before it becomes the node's own, all under one
# number: an address that answers is what counts.
answers() { # I SECONDS
    local i=$1 number last=$((SECONDS + $2))
    number=$(< "$dir/nodes/$i/pid")
    until curl -sf -m 5 "$(http "$i")" > /dev/null; do
        kill -0 "$number" 2> /dev/null || { tail -n 20 "$dir/nodes/$i/logs/out.log" >&2; die "node $i ended"; }
        [ $SECONDS -lt $last ] || die "node $i does not answer ($dir/nodes/$i/logs/out.log)"
        sleep 0.2
    done
}

nodes() { ls "$dir/nodes" 2> /dev/null | grep -x '[1-9]' || true; }

stop() {
    local i number last
    for i in $(nodes); do if number=$(pid "$i"); then kill -CONT "$number"; kill "$number"; fi; done
    last=$((SECONDS + 30))
    for i in $(nodes); do
        while number=$(pid "$i"); do
            [ $SECONDS -lt $last ] || kill -KILL "$number"
            sleep 0.1
        done
        rm -f "$dir/nodes/$i/pid"
    done
}

start() { # N
    local n=$1 i
    case $n in 1 | 2 | 3) ;; *) die "expected 1, 2 or 3 nodes" ;; esac
    install
    [ -z "$(nodes)" ] || [ "$(nodes | wc -l)" = "$n" ] || die "$dir has the data of $(nodes | wc -l) nodes: wipe it first"
    mkdir -p "$dir/nodes"
    echo "$ports" > "$dir/nodes/ports"
    for i in $(seq "$n"); do configure "$i" "$n"; launch "$i"; done
    for i in $(seq "$n"); do answers "$i" 180; done
    curl -sf -m 65 "$(http 1)/_cluster/health?wait_for_nodes=$n&timeout=60s" > /dev/null || die "the nodes did not become one cluster"
    curl -sf -m 65 -X PUT -H 'content-type: application/json' "$(http 1)/_index_template/verbatim" > /dev/null -d "{
        \"index_patterns\": [\"verbatim-*\"],
        \"template\": {\"settings\": {\"number_of_shards\": ${SHARDS:-2}, \"number_of_replicas\": $((n > 1))}}
    }" || die "no template"
    for i in $(seq "$n"); do http "$i"; echo; done
}

green() {
    local last=$((SECONDS + 180)) i
    until [ $SECONDS -ge $last ]; do
        for i in $(nodes); do
            # A copy that could not be made too often is not tried again by itself.
            curl -sf -m 10 -X POST "$(http "$i")/_cluster/reroute?retry_failed=true&metric=none" > /dev/null || continue
            ! curl -sf -m 15 "$(http "$i")/_cluster/health?wait_for_status=green&timeout=10s" > /dev/null || return 0
        done
        sleep 0.5
    done
    die "the cluster does not become whole"
}

status() {
    local i number
    for i in $(nodes); do
        if number=$(pid "$i"); then
            printf 'node %s: process %s, %s\n' "$i" "$number" "$(grep -E '^VmRSS' "/proc/$number/status" | tr -s '\t ' ' ')"
        else
            printf 'node %s: not running\n' "$i"
        fi
        printf '%s: ' "$(http "$i")"
        curl -s -m 5 "$(http "$i")/_cluster/health?local=true" || printf 'no answer'
        echo
    done
}

case $command in
    install) install ;;
    start) start "${3:-3}" ;;
    kill | pause | resume)
        number=$(pid "$3") || die "node $3 is not running"
        case $command in
            pause) kill -STOP "$number" ;;
            resume) kill -CONT "$number" ;;
            kill)
                kill -KILL "$number"
                while pid "$3" > /dev/null; do sleep 0.02; done
                rm -f "$dir/nodes/$3/pid"
                ;;
        esac
        ;;
    up) launch "$3"; answers "$3" 180 ;;
    green) green ;;
    copies)
        curl -sf -m 30 -X PUT -H 'content-type: application/json' "$(http 1)/verbatim-*/_settings" \
            -d "{\"number_of_replicas\": $3}" > /dev/null || die "the copies stay as they are"
        green
        ;;
    status) status ;;
    stop) stop ;;
    wipe) stop; rm -rf "$dir/nodes" ;;
    *) usage ;;
esac

#!/bin/sh
# Builds what is missing or stale, then runs Quick Sell, or measures it ("./run.sh bench"). See "./run.sh --help".
set -eu

home=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
built=$home/launcher/target/run
log=$home/launcher/target/build.log
turn=$home/launcher/target/building
bench=$home/end-to-end/target
options="-XX:+UseSerialGC -Xms128m -Xmx256m -XX:NewRatio=1 -XX:+ExitOnOutOfMemoryError ${QUICKSELL_JAVA_OPTS:-}"

fail() {
  echo "$1" >&2
  exit 1
}

check_java() {
  command -v "$java" > /dev/null || fail "Quick Sell needs a JDK 17 or newer, and there is no $java: install one, or set JAVA_HOME"
  major=$("$java" -version 2>&1 | sed -n 's/.* version "\([0-9]*\).*/\1/p')
  [ "${major:-0}" -ge 17 ] || fail "Quick Sell needs a JDK 17 or newer, and $java is version ${major:-unknown}: install one, or set JAVA_HOME"
}

check_build_tools() {
  command -v "${java}c" > /dev/null || fail "Building Quick Sell needs a JDK 17 or newer, and there is no ${java}c: install one, or set JAVA_HOME"
  command -v node > /dev/null || fail "Building the order desk needs Node.js 20.19 or newer, and there is no node on the PATH"
  node -e 'const [a, b] = process.versions.node.split("."); process.exit(a > 20 || (a == 20 && b >= 19) ? 0 : 1)' ||
    fail "Building the order desk needs Node.js 20.19 or newer, and node is $(node --version)"
}

# One number for everything that goes into the jar, and into more files and folders if they are named.
sources() (
  cd "$home"
  export LC_ALL=C
  find "$@" pom.xml conf/quicksell.json ./*/pom.xml ./*/src/main webroot/package*.json webroot/*.ts webroot/tsconfig.json \
    webroot/index.html webroot/scripts -type f -print | sort | xargs cksum | cksum | cut -d' ' -f1
)

# Two that start at once do not build at once: the second one waits, and finds the jar.
take_turn() {
  mkdir -p "$home/launcher/target"
  until mkdir "$turn" 2> /dev/null; do
    builder=$(cat "$turn/pid" 2> /dev/null || true)
    if [ -n "$builder" ] && ! kill -0 "$builder" 2> /dev/null; then
      rm -rf "$turn"
    else
      sleep 0.2
    fi
  done
  echo $$ > "$turn/pid"
  trap 'rm -rf "$turn"' EXIT
  trap 'exit 130' INT
  trap 'exit 143' TERM
}

end_turn() {
  rm -rf "$turn"
  trap - EXIT INT TERM
}

# Builds a module and what it needs, which includes the jar.
build() {
  check_build_tools
  echo "Building Quick Sell (once; the first time downloads what it needs) ..."
  mkdir -p "$built"
  {
    "$home/mvnw" -B -ntp -f "$home/pom.xml" -DskipTests -Dspotless.check.skip -pl "$1" -am package 2>&1 || echo "BUILD FAILED"
  } | tee "$log" | sed -n 's/^\[INFO\] Building \(.*[^ ]\) *\(\[[0-9/]*\]\)$/  \2 \1/p'
  if tail -n 1 "$log" | grep -q '^BUILD FAILED'; then
    fail "The build failed: $(sed -n 's/^\[ERROR\] //p' "$log" | head -n 1) (see $log)"
  fi
  rm -f "$built"/*.jar
  cp "$home/launcher/target/quicksell.jar" "$built/new"
  mv "$built/new" "$jar"
}

# The benchmark is in no jar: it runs from the classes of the tests.
run_bench() {
  jar=$built/quicksell-$(sources).jar
  compiled=$bench/bench-libraries/of-$(sources common/src/test vertx-redis-streams/src/test end-to-end/src/test)
  if [ ! -f "$jar" ] || [ ! -f "$compiled" ]; then
    take_turn
    [ -f "$jar" ] && [ -f "$compiled" ] || build end-to-end
    rm -f "$bench"/bench-libraries/of-*
    touch "$compiled"
    end_turn
  fi
  exec "$java" "-Dquicksell.home=$home" "-Dquicksell.jar=$jar" "-Dquicksell.java-options=$options" \
    -cp "$bench/test-classes:$bench/bench-libraries/*" io.quicksell.endtoend.bench.Benchmark "$@"
}

is_start() {
  for argument in "$@"; do
    case $argument in status | stop | user | key | access | backup | restore | --help | -h | --version) return 1 ;; esac
  done
}

check_java
if [ "${1:-}" = bench ]; then
  shift
  run_bench "$@"
fi
# What is no start takes any jar that is there.
jar=$(find "$built" -name '*.jar' 2> /dev/null | head -n 1)
if [ -z "$jar" ] || is_start "$@"; then
  jar=$built/quicksell-$(sources).jar
  if [ ! -f "$jar" ]; then
    take_turn
    [ -f "$jar" ] || build launcher
    end_turn
  fi
fi
# What it writes, logs included, is for its owner alone.
umask 077
# shellcheck disable=SC2086 # the options are words
exec "$java" $options "-Dquicksell.home=$home" -jar "$jar" "$@"

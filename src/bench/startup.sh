#!/usr/bin/env bash
# How long `belfry queue` takes on a running embedded database, against a one-class program that makes
# one query with the same driver, JDK, flags, database and kind of class archive. Belfry's time has its
# launcher in it. Prints a Markdown table: medians, and in brackets the fastest and the slowest run; then
# the same in processor time, which other work on the machine moves less.
#
#   src/bench/startup.sh [JDK-FOLDER…]     default: every JDK in /usr/lib/jvm
#   RUNS=10 ROUNDS=3                       runs of each in a round, and rounds, each with a line
#
# Needs bash and a built Belfry (mvn -DskipTests package).
set -euo pipefail
export LC_ALL=C.UTF-8 # elsewhere time may print a decimal comma
root=$(cd "$(dirname "$0")/../.." && pwd)
runs=${RUNS:-10}
rounds=${ROUNDS:-3}

scratch=$(mktemp -d)
export BELFRY_HOME=$scratch/home XDG_CACHE_HOME=$scratch/cache
belfry=$root/belfry
finish() {
  "$belfry" db stop >/dev/null 2>&1 || true
  rm -rf "$scratch"
}
trap finish EXIT

# Prints how many milliseconds the command took, and how many of a processor's.
millis() {
  local TIMEFORMAT='%R %U %S' took
  took=$({ time "$@" >/dev/null 2>&1; } 2>&1)
  awk '{ print $1 * 1000, ($2 + $3) * 1000 }' <<<"$took"
}

# Prints the median, the least and the most of a column.
spread() {
  cut -d ' ' -f "$1" | sort -n | awk '{ v[NR] = $1 }
    END { print (v[int((NR + 1) / 2)] + v[int((NR + 2) / 2)]) / 2, v[1], v[NR] }'
}

fill_queue() {
  "$belfry" account add dry-run:x:bench
  for post in "The bells ring at nine." "A second post, of the same length as many a post." "The third."; do
    "$belfry" draft "$post" --to dry-run:x:bench --in 1d
  done
}

# The one-class program, its driver and its own archive, made as the launcher makes Belfry's.
prepare_baseline() {
  local jdk=$1 version=$2 make
  mkdir -p "$scratch/classes"
  "$jdk/bin/javac" --release 17 -d "$scratch/classes" "$root/src/bench/SelectOne.java"
  "$jdk/bin/jar" --create --file "$scratch/select-one.jar" -C "$scratch/classes" .
  flags=(-Xlog:disable -XX:+UseSerialGC -Dfile.encoding=UTF-8 -XX:TieredStopAtLevel=1)
  flags+=(-cp "$scratch/select-one.jar:$driver")
  make=-XX:ArchiveClassesAtExit=$scratch/$version.archive
  use=-XX:SharedArchiveFile=$scratch/$version.archive
  if [ "$version" -ge 25 ]; then
    make=-XX:AOTCacheOutput=$scratch/$version.archive
    use=-XX:AOTCache=$scratch/$version.archive
  fi
  "$jdk/bin/java" "$make" "${flags[@]}" SelectOne >/dev/null 2>&1
}

# Belfry makes its archive in the background after the first command.
prepare_belfry() {
  local version=$1 waited=0
  "$belfry" queue >/dev/null
  until compgen -G "$XDG_CACHE_HOME/belfry/jvm/$version*/[0-9a-f]*" >/dev/null; do
    sleep 0.2
    waited=$((waited + 1))
    [ "$waited" -lt 300 ] || { echo "no archive was made" >&2; return 1; }
  done
  sleep 1
}

prepare() {
  local jdk=$1 version=$2
  prepare_belfry "$version"
  local saved=$BELFRY_HOME/postgres.properties
  BENCH_URL="jdbc:postgresql://127.0.0.1:$(sed -n 's/^port=//p' "$saved")/belfry?sslmode=disable&gssEncMode=disable"
  BENCH_PASSWORD=$(sed -n 's/^password=//p' "$saved")
  export BENCH_URL BENCH_PASSWORD
  prepare_baseline "$jdk" "$version"
}

# In turn, so that whatever else the machine does meets both. The first two only warm up.
round() {
  local jdk=$1 version=$2 one two
  : >"$scratch/one"
  : >"$scratch/two"
  for ((i = -1; i <= runs; i++)); do
    one=$(millis "$jdk/bin/java" "$use" "${flags[@]}" SelectOne)
    two=$(millis "$belfry" queue)
    [ "$i" -lt 1 ] || { echo "$one" >>"$scratch/one"; echo "$two" >>"$scratch/two"; }
  done
  echo "$version" "$(spread 1 <"$scratch/one")" "$(spread 1 <"$scratch/two")" \
    "$(spread 2 <"$scratch/one")" "$(spread 2 <"$scratch/two")" |
    awk '{ printf "| %s | %.0f (%d–%d) | %.0f (%d–%d) | %.2f | %.0f | %.0f | %.2f |\n",
      $1, $2, $3, $4, $5, $6, $7, $5 / $2, $8, $11, $11 / $8 }'
}

compare() {
  local jdk=$1 version
  version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$jdk/release")
  export BELFRY_JAVA=$jdk
  prepare "$jdk" "$version"
  for ((n = 0; n < rounds; n++)); do
    round "$jdk" "$version"
  done
}

drivers=("$root"/target/belfry-*/lib/postgresql-*.jar)
driver=${drivers[0]}
[ -e "$driver" ] || { echo "not built: run mvn -DskipTests package" >&2; exit 1; }

jdks=("$@")
if [ ${#jdks[@]} -eq 0 ]; then
  for found in /usr/lib/jvm/*; do
    [ -h "$found" ] || [ ! -x "$found/bin/javac" ] || [ ! -r "$found/release" ] || jdks+=("$found")
  done
fi

fill_queue >/dev/null
echo "| JDK | one query, ms | \`belfry queue\`, ms | ratio | one query, CPU ms | \`belfry queue\`, CPU ms | ratio |"
echo "| --- | --- | --- | --- | --- | --- | --- |"
for jdk in "${jdks[@]}"; do
  compare "$jdk"
done

#!/usr/bin/env bash
# How fast posts get into the queue of a fresh embedded database with its durable defaults: `belfry
# import` of a file that is made here (about 200 characters a post, a third with a link, ten accounts,
# each post with a key and a time), and posts one by one, each with its own commit, through what `belfry
# draft --in` runs, in one process on one connection (EnqueueRate.java). Prints a Markdown table.
#
#   src/bench/import-rate.sh
#   LINES=100000 ROUNDS=3         lines of the file (0: no import), and how many rounds, keys made anew
#   ONES=10000                    posts one by one; 0: none
#   NETWORKS="x bluesky mastodon" of which the ten accounts are, in turn
#   BELFRY=…/belfry               another build's launcher, to compare with: one that is a source tree's
#
# Processor time, which other work moves less, is that of the command (of its last half, one by one) and
# that of the server. Needs bash and a built Belfry (mvn -DskipTests package).
set -euo pipefail
export LC_ALL=C.UTF-8 # elsewhere time may print a decimal comma
root=$(cd "$(dirname "$0")/../.." && pwd)
belfry=${BELFRY:-$root/belfry}
lines=${LINES:-100000}
rounds=${ROUNDS:-3}
ones=${ONES:-10000}
read -ra networks <<<"${NETWORKS:-x bluesky mastodon}"

scratch=$(mktemp -d)
export BELFRY_HOME=$scratch/home XDG_CACHE_HOME=$scratch/cache
finish() {
  "$belfry" db stop >/dev/null 2>&1 || true
  rm -rf "$scratch"
}
trap finish EXIT

add_accounts() {
  accounts=()
  for ((i = 0; i < 10; i++)); do
    accounts+=("dry-run:${networks[i % ${#networks[@]}]}:bench$i")
    "$belfry" account add "${accounts[i]}"
  done
}

# Prints the lines of the given round.
write_posts() {
  awk -v year="$(($(date +%Y) + 1))" -v lines="$lines" -v round="$1" -v accounts="${accounts[*]}" 'BEGIN {
    srand(round)
    to_count = split(accounts, to, " ")
    count = split("the bells ring at nine and again when evening comes so nobody who listens can miss them " \
      "we’ve wanted this for years — now it’s here: quiet, exact, yours Write once, look twice café naïve " \
      "(really) release notes follow tomorrow morning #bells thanks everyone", words, " ")
    for (i = 0; i < lines; i++) {
      text = ""
      wanted = 180 + int(rand() * 40) - (i % 3 ? 0 : 40)
      while (length(text) < wanted)
        text = text words[1 + int(rand() * count)] (rand() < 0.1 ? ". " : " ")
      text = text (i % 3 ? "Ding." : "https://example.com/posts/" round "/" i "?from=belfry")
      printf "{\"id\": \"%d-%d\", \"text\": \"%s\", \"to\": [\"%s\"], \"at\": \"%d-%02d-%02d %02d:%02d\", \"zone\": \"Europe/Paris\"}\n",
        round, i, text, to[1 + i % to_count], year, 1 + i % 12, 1 + i % 28, 4 + i % 20, i % 60
    }
  }'
}

# Prints the processor time that the server and its processes have had so far, in clock ticks.
server_ticks() {
  local postmaster
  postmaster=$(find "$BELFRY_HOME" -name postmaster.pid -exec head -n 1 {} \; -quit)
  # A process of the server's may be over by the time that it is looked at.
  { cat "/proc/$postmaster/stat" $(pgrep -P "$postmaster" | sed 's|.*|/proc/&/stat|') 2>/dev/null || true; } |
    sed 's/.*) //' | awk '{ ticks += $12 + $13 + $14 + $15 } END { print ticks }'
}

load() {
  cut -d ' ' -f 1 /proc/loadavg
}

import_once() {
  local TIMEFORMAT='%R %U %S' took before after load
  write_posts "$1" >"$scratch/posts.jsonl"
  before=$(server_ticks)
  load=$(load)
  took=$({ time "$belfry" import "$scratch/posts.jsonl" >"$scratch/said" 2>&1; } 2>&1)
  after=$(server_ticks)
  grep -q "^Imported" "$scratch/said" || { cat "$scratch/said" >&2; return 1; }
  echo "$lines $took $((after - before)) $(getconf CLK_TCK) $load" |
    awk '{ printf "| import of %d | %.0f | %.1f | %.1f | %.1f | %s |\n", $1, $1 / $2, $2, $3 + $4, $5 / $6, $7 }'
}

one_by_one() {
  local jar=$1 saved=$BELFRY_HOME/postgres.properties before after load out
  BENCH_URL="jdbc:postgresql://127.0.0.1:$(sed -n 's/^port=//p' "$saved")/belfry?sslmode=disable&gssEncMode=disable"
  BENCH_PASSWORD=$(sed -n 's/^password=//p' "$saved")
  export BENCH_URL BENCH_PASSWORD
  load=$(load)
  before=$(server_ticks)
  out=$(java -XX:+UseSerialGC -Xmx256m -cp "$scratch/classes:$jar" dev.belfry.cli.EnqueueRate "$ones" "${accounts[@]}")
  after=$(server_ticks)
  echo "$out $((after - before)) $(getconf CLK_TCK) $load" |
    awk '{ printf "| one by one | %.0f | %.1f | %.1f | %.1f | %s |\n", $1, $2, $3, $4 / $5, $6 }'
}

jars=("${belfry%/belfry}"/target/belfry-*/lib/belfry-*.jar)
[ -e "${jars[0]}" ] || { echo "not built: run mvn -DskipTests package" >&2; exit 1; }
mkdir "$scratch/classes"
libraries=("${jars[0]%/*}"/*.jar)
javac --release 17 -d "$scratch/classes" -cp "$(IFS=:; echo "${libraries[*]}")" "$root/src/bench/EnqueueRate.java"

add_accounts >/dev/null
echo "| what | posts/s | s | CPU s of the program | CPU s of the server | load before |"
echo "| --- | --- | --- | --- | --- | --- |"
for ((round = 1; round <= rounds; round++)); do
  [ "$lines" = 0 ] || import_once "$round"
  [ "$ones" = 0 ] || one_by_one "${jars[0]}"
done

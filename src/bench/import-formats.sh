#!/usr/bin/env bash
# How long `belfry import` takes with 100,000 posts in each of its formats, and how much of the heap is in
# use: each into a fresh embedded database with its durable defaults, with the launcher's flags (256 MB of
# heap at most). X's archive is of posts that were published, and comes in as drafts; a Belfry is an export
# of what came of the first. Typefully's and twitter-together's files are one post each. Prints a table.
#
#   src/bench/import-formats.sh
#   POSTS=100000                  of each file
#   FORMATS="jsonl buffer hootsuite csv x-archive belfry"
#   BELFRY=…/belfry               another build's launcher, to compare with
#
# Processor time, which other work moves less, is that of the command. Needs bash and a built Belfry
# (mvn -DskipTests package).
set -euo pipefail
export LC_ALL=C.UTF-8 # elsewhere time may print a decimal comma
root=$(cd "$(dirname "$0")/../.." && pwd)
belfry=${BELFRY:-$root/belfry}
posts=${POSTS:-100000}
read -ra formats <<<"${FORMATS:-jsonl buffer hootsuite csv x-archive belfry}"
account=dry-run:bluesky:bench.example

scratch=$(mktemp -d)
export XDG_CACHE_HOME=$scratch/cache
finish() {
  "$belfry" db stop >/dev/null 2>&1 || true
  rm -rf "$scratch"
}
trap finish EXIT

fresh_home() {
  [ -z "${BELFRY_HOME:-}" ] || { "$belfry" db stop >/dev/null 2>&1 || true; rm -rf "$BELFRY_HOME"; }
  export BELFRY_HOME=$scratch/home-$1
  if [ "$1" = belfry ]; then "$belfry" db start >/dev/null; else "$belfry" account add "$account" >/dev/null; fi
}

# Prints a file of the given format.
write_posts() {
  awk -v format="$1" -v posts="$posts" -v year="$(($(date +%Y) + 1))" 'BEGIN {
    if (format == "buffer") print "Text,Image URL,Tags,Posting Time"
    if (format == "csv") print "When,Message,Note"
    if (format == "x-archive") print "window.YTD.tweets.part0 = ["
    for (i = 0; i < posts; i++) {
      text = "Post " i ": the bells ring at nine and again when evening comes, so nobody who listens can miss them; naïve café — " \
        (i % 3 ? "quiet, exact, yours." : "https://example.com/posts/" i "?from=belfry")
      month = 1 + i % 12; day = 13 + i % 15; hour = 4 + i % 20; minute = i % 60
      if (format == "jsonl")
        printf "{\"id\": \"%d\", \"text\": \"%s\", \"to\": [\"'"$account"'\"], \"at\": \"%d-%02d-%02d %02d:%02d\", \"zone\": \"Europe/Paris\"}\n", i, text, year, month, day, hour, minute
      else if (format == "buffer")
        printf "\"%s\",,,%d-%02d-%02d %02d:%02d\n", text, year, month, day, hour, minute
      else if (format == "hootsuite")
        printf "%02d/%02d/%d %02d:%02d,\"%s\",\n", day, month, year, hour, minute - minute % 5, text
      else if (format == "csv")
        printf "%d-%02d-%02d %02d:%02d,\"%s\",\"a note, of no use\"\n", year, month, day, hour, minute, text
      else if (format == "x-archive")
        printf "%s{\"tweet\": {\"id_str\": \"%d\", \"full_text\": \"%s\", \"created_at\": \"Tue Nov 24 09:00:00 +0000 2020\", \"favorite_count\": \"1\"}}\n", i ? "," : "", 1000000 + i, text
    }
    if (format == "x-archive") print "]"
  }'
}

file_of() {
  case $1 in x-archive) echo "$scratch/tweets.js" ;; buffer | hootsuite | csv) echo "$scratch/$1.csv" ;; *) echo "$scratch/$1.jsonl" ;; esac
}

options_of() {
  case $1 in
    jsonl | belfry) ;;
    csv) echo "--map text=Message --map at=When --to $account" ;;
    x-archive) ;;
    *) echo "--to $account" ;;
  esac
}

measure() {
  local TIMEFORMAT='%R %U %S' took file load heap
  file=$(file_of "$1")
  fresh_home "$1"
  [ "$1" = belfry ] || write_posts "$1" >"$file"
  load=$(cut -d ' ' -f 1 /proc/loadavg)
  # shellcheck disable=SC2046 # the options are words
  took=$({ time BELFRY_JAVA_OPTS="-Xlog:gc:file=$scratch/gc" "$belfry" import "$file" $(options_of "$1") >"$scratch/said" 2>&1; } 2>&1) || { cat "$scratch/said" >&2; return 1; }
  grep -q "^Imported" "$scratch/said" || { cat "$scratch/said" >&2; return 1; }
  heap=$(sed -n 's/.*->\([0-9]*\)M(.*/\1/p' "$scratch/gc" | sort -n | tail -n 1)
  echo "$1 $posts $took ${heap:-0} $load" |
    awk '{ printf "| %s | %.0f | %.1f | %.1f | %d | %s |\n", $1, $2 / $3, $3, $4 + $5, $6, $7 }'
  [ "$1" != jsonl ] || "$belfry" export "$scratch/belfry.jsonl" >/dev/null
}

echo "| format | posts/s | s | CPU s of the program | MB of heap in use after a collection, at most | load before |"
echo "| --- | --- | --- | --- | --- | --- |"
for format in "${formats[@]}"; do
  measure "$format"
done

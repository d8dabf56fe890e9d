#!/usr/bin/env bash
# Builds the benchmarks, measures the default run beside its peers and the short set of JMH, and adds rows to RESULTS.md.
# Arguments: further Java programs as NAME=JAVA, e.g. 'jdk25=/path/to/jdk-25/bin/java'. JSON goes to benchmarks/target.
# ROUNDS and the other variables of peers/README.md hold here too. An idle machine takes about twenty minutes.
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
jar=$here/target/benchmarks.jar
results=$here/RESULTS.md
(cd "$here/.." && mvn -B -ntp -q -pl core,benchmarks -am -DskipTests package)

programs=()
for java in "jdk=${JAVA_HOME:+$JAVA_HOME/bin/}java" "$@"; do
    name=${java%%=*}
    for mode in four scores sweep sweep-scores; do
        programs+=("$name-$mode=f() { ${java#*=} -cp $(printf %q "$jar") org.evalgap.benchmarks.DefaultRun \"\$@\" $mode; }; f")
    done
done
table=$here/target/ratios.md
"$here/peers/run.sh" "${programs[@]}" | tee "$table"

# Runs that are dearer than the default one: fewer of each.
for kind in rounds trajectory forgetting; do
    programs=()
    for java in "jdk=${JAVA_HOME:+$JAVA_HOME/bin/}java" "$@"; do
        programs+=("${java%%=*}-$kind=f() { ${java#*=} -cp $(printf %q "$jar") org.evalgap.benchmarks.DefaultRun \"\$@\" $kind; }; f")
    done
    RUN=$kind REPLICATES=${REPLICATES:-8} REPEATS=${REPEATS:-3} WARM_UP=${WARM_UP:-4} OUT=$here/target/peers-$kind \
        "$here/peers/run.sh" "${programs[@]}" | tee -a "$table"
done

rows=$here/target/rows.md
machine="$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo 2>/dev/null | head -n 1), $(getconf _NPROCESSORS_ONLN) cores"
start="| $(date +%F) | ${machine} | \`benchmarks/run.sh\` |"
awk -F ' \\| ' -v start="$start" '
    /^\| program \| ms / { bases = split($0, head); for (k = 3; k <= bases; k++) sub(/^÷ /, "", head[k]) }
    /^\| (cpp-tuned|cpp-tuned-exp|numpy-tuned|[a-z0-9]+-(four|scores|sweep|sweep-scores|rounds|trajectory|forgetting)) / && $2 ~ /\[/ {
        name = $1; sub(/^\| /, "", name)
        result = ""
        for (k = 3; k <= bases; k++) {
            if ($k !~ /\[/ || head[k] == name) continue
            result = result (result == "" ? "" : ", ") $k " × `" head[k] "`"
        }
        if (result != "") print start " " name ", a run | " result " |"
    }' "$table" >"$rows"
"${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$jar" org.evalgap.benchmarks.ShortSet "$here/target/short-set.json" |
    tee "$here/target/short-set.log" | awk -v start="$start" 'sub(/^ROW \|/, "") { print start $0 }' >>"$rows"

# Newer rows come first, right below the head of the table.
sed -i "/^|---/r $rows" "$results"
cat "$rows"

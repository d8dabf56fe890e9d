#!/usr/bin/env bash
# Builds the C++ peers and runs them, the NumPy peers and the given programs in turn; prints the table of ratios.
# README.md beside this script has the variables, the arguments and the format every program prints.
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
out=${OUT:-$here/../target/peers}
rounds=${ROUNDS:-9}
replicates=${REPLICATES:-64}
repeats=${REPEATS:-7}
warm_up=${WARM_UP:-2}
seed=${SEED:-1}
cxx=${CXX:-g++}
cxx_flags=${CXX_FLAGS:--std=c++17 -O3 -march=native -ffast-math}
python=${PYTHON:-python3}

say() { printf '%s\n' "$*" >&2; }

names=()
commands=()
add() {
    names+=("$1")
    commands+=("$2")
}

mkdir -p "$out"
runs=$out/runs.jsonl

# Program, source and flags of every row in C++.
kind=${RUN:-default}
case $kind in
    default)
        peers=(
            'cpp default_run.cpp'
            'cpp-tuned default_run_tuned.cpp'
            'cpp-tuned-exp default_run_tuned.cpp -DOWN_EXP'
        )
        ;;
    rounds | trajectory | forgetting) peers=('cpp other_runs.cpp') ;;
    *)
        say "RUN must be default, rounds, trajectory or forgetting: $kind"
        exit 2
        ;;
esac
if ! command -v "$cxx" >/dev/null; then
    say "$cxx is not installed: the rows of the C++ peers are left out"
else
    for peer in "${peers[@]}"; do
        read -r name source flags <<<"$peer"
        # shellcheck disable=SC2086 # the flags are words
        if "$cxx" $cxx_flags $flags "$here/$source" -o "$out/$name"; then
            program=$(printf %q "$out/$name")
            [ "$kind" = default ] || program="f() { $program \"\$@\" 1e-7 $kind; }; f"
            add "$name" "$program"
        else
            say "$cxx could not build $source: the row $name is left out"
        fi
    done
fi

if [ "$kind" != default ]; then
    say "no peer in NumPy for RUN=$kind"
elif ! command -v "$python" >/dev/null; then
    say "$python is not installed: the rows of the NumPy peers are left out"
elif ! "$python" -c 'import numpy, scipy' 2>/dev/null; then
    say "$python has no NumPy or no SciPy: the rows of the NumPy peers are left out"
else
    # -B: no compiled module is left beside the source.
    add numpy "$python -B $(printf %q "$here/default_run.py")"
    add numpy-tuned "$python -B $(printf %q "$here/default_run_tuned.py")"
fi

if [ -n "${JAVA_RUN:-}" ]; then add java "$JAVA_RUN"; fi
for argument in "$@"; do
    case $argument in
        [a-zA-Z]*=?*) add "${argument%%=*}" "${argument#*=}" ;;
        *)
            say "an argument must be NAME=COMMAND, as in 'java17=java -cp benchmarks.jar Main': $argument"
            exit 2
            ;;
    esac
done
if [ ${#names[@]} -eq 0 ]; then
    say "nothing to run: install g++, or Python with NumPy and SciPy, or give JAVA_RUN"
    exit 1
fi

pin=()
if command -v taskset >/dev/null; then
    # The last core that this process may use: the first ones serve most interrupts.
    core=${CORE:-$(taskset -cp $$ | sed 's/.*[^0-9]\([0-9][0-9]*\)$/\1/')}
    pin=(taskset -c "$core")
    say "pinned to core $core"
else
    say "taskset is not installed: programs are not pinned to a core"
fi

run() {
    local name=$1 command=$2 line
    if ! line=$("${pin[@]}" bash -c "$command \"\$@\"" "$name" "$replicates" "$repeats" "$warm_up" "$seed" |
        grep '^{.*"msPerRun"' | tail -n 1); then
        say "$name failed or printed no line of the format in README.md: $command"
        exit 1
    fi
    printf '%s\t%s\t%s\n' "$round" "$name" "$line" >>"$runs"
}

: >"$runs"
count=${#names[@]}
for ((round = 1; round <= rounds; round++)); do
    say "round $round of $rounds"
    # Every round starts with another program, so that none always follows the same one.
    for ((k = 0; k < count; k++)); do
        i=$(((k + round - 1) % count))
        run "${names[i]}" "${commands[i]}"
    done
done

awk -F '\t' -v order="${names[*]}" -f "$here/ratios.awk" "$runs"

#!/usr/bin/env bash
# Times one run of the network beside its NumPy peer, in turn, and prints the ratio of each pair and their median.
# Usage: network.sh 'COMMAND', whose output has the format in README.md. ROUNDS, REPLICATES, REPEATS, WARM_UP, SEED, CORE and
# PYTHON are as there.
set -euo pipefail
export LC_ALL=C

here=$(cd "$(dirname "$0")" && pwd)
rounds=${ROUNDS:-9}
arguments=("${REPLICATES:-16}" "${REPEATS:-3}" "${WARM_UP:-12}" "${SEED:-1}")
ours=${1:?usage: network.sh COMMAND}

# The peer on one core, and without the variables that choose OpenBLAS's kernels for it: a wrong choice slows it.
peer="env -u OPENBLAS_CORETYPE -u OPENBLAS_L2_SIZE OPENBLAS_NUM_THREADS=1 ${PYTHON:-python3} -B $(printf %q "$here/network_run.py")"

pin=()
if command -v taskset >/dev/null; then
    core=${CORE:-$(taskset -cp $$ | sed 's/.*[^0-9]\([0-9][0-9]*\)$/\1/')}
    pin=(taskset -c "$core")
fi

milliseconds() {
    "${pin[@]}" bash -c "$1 \"\$@\"" run "${arguments[@]}" | sed -n 's/.*"msPerRun" *: *\([-+0-9.eE]*\).*/\1/p' | tail -n 1
}

for ((round = 1; round <= rounds; round++)); do
    # Each begins every other pair.
    if ((round % 2)); then
        numpy=$(milliseconds "$peer")
        java=$(milliseconds "$ours")
    else
        java=$(milliseconds "$ours")
        numpy=$(milliseconds "$peer")
    fi
    echo "$java $numpy"
done | awk '
    NF == 2 { ratio[++n] = $1 / $2; printf "pair %d: %.2f ms, peer %.2f ms, ratio %.3f\n", n, $1, $2, $1 / $2 }
    END {
        if (n == 0) { print "no pair was measured" > "/dev/stderr"; exit 1 }
        for (i = 2; i <= n; i++) {
            v = ratio[i]
            for (j = i - 1; j >= 1 && ratio[j] > v; j--) ratio[j + 1] = ratio[j]
            ratio[j + 1] = v
        }
        m = n % 2 ? ratio[(n + 1) / 2] : (ratio[n / 2] + ratio[n / 2 + 1]) / 2
        printf "median %.3f, least %.3f, greatest %.3f of %d pairs\n", m, ratio[1], ratio[n], n
    }'

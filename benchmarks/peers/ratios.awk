# Table of medians and ratios from lines of round, name and JSON object, tab-separated; run.sh calls it.
# A ratio is taken within a round, then the median, least and greatest of the rounds are shown.

function number(json, key,    found) {
    if (!match(json, "\"" key "\" *: *[-+0-9.eE]+")) return ""
    found = substr(json, RSTART, RLENGTH)
    sub(/.*: */, "", found)
    return found + 0
}

function sort(values, n,    i, j, v) {
    for (i = 2; i <= n; i++) {
        v = values[i]
        for (j = i - 1; j >= 1 && values[j] > v; j--) values[j + 1] = values[j]
        values[j + 1] = v
    }
}

function median(values, n) {
    sort(values, n)
    return n % 2 ? values[(n + 1) / 2] : (values[n / 2] + values[n / 2 + 1]) / 2
}

# Median of a column, or a dash where the program does not print it.
function column(name, key, format,    r, n, v, values) {
    n = 0
    for (r = 1; r <= rounds; r++) {
        v = number(line[r, name], key)
        if (v != "") values[++n] = v
    }
    return n == 0 ? "-" : sprintf(format, median(values, n))
}

function ratio(name, base,    r, values, m) {
    if (!((1, base) in line)) return "-"
    for (r = 1; r <= rounds; r++) values[r] = number(line[r, name], "msPerRun") / number(line[r, base], "msPerRun")
    m = median(values, rounds)
    return sprintf("%.3f [%.3f, %.3f]", m, values[1], values[rounds])
}

function span(name,    r, values, m) {
    for (r = 1; r <= rounds; r++) values[r] = number(line[r, name], "msPerRun")
    m = median(values, rounds)
    return sprintf("%.3f [%.3f, %.3f]", m, values[1], values[rounds])
}

{
    line[$1, $2] = $3
    rounds = $1
}

END {
    programs = split(order, names, " ")
    printf "medians of %d rounds [least, greatest]; milliseconds of one default run, ratios within a round\n\n", rounds
    bases = split("cpp cpp-tuned numpy numpy-tuned", base, " ")
    printf "| program | ms |"
    for (k = 1; k <= bases; k++) printf " ÷ %s |", base[k]
    print " draws | gram | flow | gains | scores | evaluations |"
    print "|---|---|---|---|---|---|---|---|---|---|---|---|"
    for (i = 1; i <= programs; i++) {
        name = names[i]
        printf "| %s | %s |", name, span(name)
        for (k = 1; k <= bases; k++) printf " %s |", ratio(name, base[k])
        printf " %s | %s |", column(name, "drawsMs", "%.3f"), column(name, "gramMs", "%.3f")
        printf " %s | %s |", column(name, "flowMs", "%.3f"), column(name, "gainsMs", "%.3f")
        printf " %s | %s |\n", column(name, "scoresMs", "%.4f"), column(name, "evaluations", "%.1f")
    }
    print "\n| program | public | fresh | work | impact | greatest difference from the first row |"
    print "|---|---|---|---|---|---|"
    scores = split("publicScore freshScore workScore impactScore", score, " ")
    for (i = 1; i <= programs; i++) {
        printf "| %s |", names[i]
        worst = 0
        for (s = 1; s <= scores; s++) {
            before = number(line[1, names[i]], score[s] "Before")
            after = number(line[1, names[i]], score[s])
            if (before == "" || after == "") missing = missing " " names[i] ":" score[s]
            printf " %.4f → %.4f |", before, after
            d = after - number(line[1, names[1]], score[s])
            worst = d > worst ? d : -d > worst ? -d : worst
            d = before - number(line[1, names[1]], score[s] "Before")
            worst = d > worst ? d : -d > worst ? -d : worst
        }
        printf " %.1e |\n", worst
        # Each program's flow errs by less than 1e-7 in every score.
        if (!(worst < 2e-7)) apart = apart " " names[i]
    }
    if (missing != "") { print "scores are missing:" missing > "/dev/stderr"; exit 1 }
    if (apart != "") { print "scores differ by 2e-7 or more, so times do not compare:" apart > "/dev/stderr"; exit 1 }
}

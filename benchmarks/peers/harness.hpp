// Times a C++ program of a default run and prints its line; README.md beside this file has arguments and format.

#pragma once

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <vector>

#include "model.hpp"

using Clock = std::chrono::steady_clock;

inline double secondsSince(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

inline double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    std::size_t n = values.size();
    return (values[(n - 1) / 2] + values[n / 2]) / 2;
}

enum Phase { DRAWS, GRAM, FLOW, GAINS, SCORES, PHASES };
inline const char* const PHASE_NAMES[PHASES] = {"draws", "gram", "flow", "gains", "scores"};

using Scores = std::array<double, 8>;
inline const char* const SCORE_NAMES[8] = {"publicScoreBefore", "freshScoreBefore", "workScoreBefore",
                                           "impactScoreBefore", "publicScore",      "freshScore",
                                           "workScore",         "impactScore"};

/** A set of tasks after training. */
struct Scored {
    const double* difficulty;
    const double* gain;
    int n;
};

/** The eight scores of the public, fresh and work sets. */
inline Scores scoresOf(const Scored& p, const Scored& f, const Scored& w) {
    static const double none[FRESH_ITEMS > WORK_TASKS ? FRESH_ITEMS : WORK_TASKS] = {};
    return {score<1>(p.difficulty, none, p.n),
            score<1>(f.difficulty, none, f.n),
            score<1>(w.difficulty, none, w.n),
            score<WORK_HORIZON>(w.difficulty, none, w.n),
            score<1>(p.difficulty, p.gain, p.n),
            score<1>(f.difficulty, f.gain, f.n),
            score<1>(w.difficulty, w.gain, w.n),
            score<WORK_HORIZON>(w.difficulty, w.gain, w.n)};
}

struct Arguments {
    int replicates = 64;
    int repeats = 9;
    double warmUp = 1;
    std::uint64_t seed = 1;
    double tolerance = 1e-7;

    bool read(int argc, char** argv) {
        if (argc > 1) replicates = std::atoi(argv[1]);
        if (argc > 2) repeats = std::atoi(argv[2]);
        if (argc > 3) warmUp = std::atof(argv[3]);
        if (argc > 4) seed = std::strtoull(argv[4], nullptr, 10);
        if (argc > 5) tolerance = std::atof(argv[5]);
        return replicates >= 1 && repeats >= 1 && warmUp >= 0 && tolerance > 0;
    }
};

/** Runs of a program, which has one method a phase, and the time they take. */
template <class Program>
class Timed {
public:
    double seconds[PHASES] = {};
    long evaluations = 0;

    Scores run(const Arguments& arguments, int replicate) {
        auto start = Clock::now();
        program.draw(arguments.seed, replicate);
        lap(DRAWS, start);
        program.gram();
        lap(GRAM, start);
        evaluations += program.flow(arguments.tolerance);
        lap(FLOW, start);
        program.gains();
        lap(GAINS, start);
        Scores scores = program.scores();
        lap(SCORES, start);
        return scores;
    }

private:
    Program program;

    void lap(Phase phase, Clock::time_point& start) {
        auto now = Clock::now();
        seconds[phase] += std::chrono::duration<double>(now - start).count();
        start = now;
    }
};

/** The whole of a program's main. */
template <class Program>
int measure(const char* name, int argc, char** argv) {
    Arguments arguments;
    if (!arguments.read(argc, argv)) {
        std::fprintf(stderr, "usage: %s [replicates [repeats [warm-up seconds [seed [tolerance]]]]]\n", argv[0]);
        return 2;
    }
    const int replicates = arguments.replicates;
    auto timed = std::make_unique<Timed<Program>>();
    auto start = Clock::now();
    for (int r = 0; secondsSince(start) < arguments.warmUp; r++) timed->run(arguments, r % replicates);

    std::vector<double> milliseconds;
    std::vector<double> phases[PHASES];
    Scores mean;
    timed->evaluations = 0;
    for (int repeat = 0; repeat < arguments.repeats; repeat++) {
        std::fill(timed->seconds, timed->seconds + PHASES, 0.0);
        mean = Scores();
        auto begin = Clock::now();
        for (int r = 0; r < replicates; r++) {
            Scores scores = timed->run(arguments, r);
            for (int s = 0; s < 8; s++) mean[s] += scores[s] / replicates;
        }
        milliseconds.push_back(1e3 * secondsSince(begin) / replicates);
        for (int p = 0; p < PHASES; p++) phases[p].push_back(1e3 * timed->seconds[p] / replicates);
    }
    std::printf("{\"program\":\"%s\",\"seed\":%llu,\"replicates\":%d,\"repeats\":%d,\"msPerRun\":%.6g", name,
                static_cast<unsigned long long>(arguments.seed), replicates, arguments.repeats, median(milliseconds));
    for (int p = 0; p < PHASES; p++) std::printf(",\"%sMs\":%.6g", PHASE_NAMES[p], median(phases[p]));
    std::printf(",\"evaluations\":%.6g", double(timed->evaluations) / replicates / arguments.repeats);
    for (int s = 0; s < 8; s++) std::printf(",\"%s\":%.15g", SCORE_NAMES[s], mean[s]);
    std::printf("}\n");
    return 0;
}

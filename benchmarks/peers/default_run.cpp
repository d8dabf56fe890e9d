// One default run of the model with its four scores, as a straightforward C++ program: plain loops over arrays that
// g++ -O3 -march=native -ffast-math vectorises by itself (exp through glibc's libmvec), one thread, no intrinsics.
// With -DOWN_EXP the kernel's exponentials are a polynomial of our own, inlined in place of the library's function.
// README.md beside this file states what is computed, how it is timed and what is printed.

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <vector>

namespace {

// The default scenario.
constexpr int DIMENSION = 8;
constexpr int PUBLIC_ITEMS = 200;
constexpr int FRESH_ITEMS = 1000;
constexpr int WORK_TASKS = 1000;
constexpr int ENVIRONMENTS = 256;
constexpr int LARGEST_SET = 1000;
constexpr int WORK_HORIZON = 10;
constexpr double SHIFT = 3;
constexpr double EVAL_SPREAD = 0.5;
constexpr double DESIGNER_BIAS = 1;
constexpr double DIFFICULTY_SPREAD = 1.5;
constexpr double INSPIRATION = 0.5;
constexpr double DEPARTURE = 0.1;
constexpr double COMPETENCE = 0;
constexpr double BREADTH = 1;
constexpr double MEMORIZATION = 0.9;
constexpr double MEMORIZATION_SCALE = 0.25;
constexpr double BUDGET = 1024;

/** Doubles in a cache line. */
constexpr int LINE = 8;

// ---------------------------------------------------------------------------------------------------------- random

/** Numbers of org.evalgap.random.Purpose. */
enum Purpose : std::uint64_t {
    PUBLIC_POSITION = 2,
    PUBLIC_DIFFICULTY = 3,
    FRESH_POSITION = 5,
    FRESH_DIFFICULTY = 6,
    WORK_POSITION = 8,
    WORK_DIFFICULTY = 9,
    INSPIRATION_UNIFORM = 10,
    INSPIRING_ITEM = 11,
    DEPARTURE_NORMAL = 12,
    DESIGNER_POSITION = 14,
    DESIGNER_DIFFICULTY = 15
};

inline std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/** The scheme of org.evalgap.random.Stream: the bits at index i are mix(key + (i + 1) * increment). */
class Stream {
public:
    /** Round 0, candidate 0: the default scenario has no other. */
    Stream(std::uint64_t seed, std::uint64_t replicate, Purpose purpose, std::uint64_t coordinate) {
        std::uint64_t packed = static_cast<std::uint64_t>(purpose) << 56 | coordinate;
        key = mix(mix(mix(seed) ^ replicate * 0xD1B54A32D192ED03u) + packed * 0xABC98388FB8FAC03u);
        std::uint64_t odd = mix(key ^ 0x8CB92BA72F3D8DD7u) | 1;
        increment = __builtin_popcountll(odd ^ (odd >> 1)) < 24 ? odd ^ 0xAAAAAAAAAAAAAAAAu : odd;
    }

    void uniforms(double* __restrict out, int n) const {
        for (int i = 0; i < n; i++) {
            std::uint64_t bits = mix(key + static_cast<std::uint64_t>(i + 1) * increment);
            out[i] = (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52;
        }
    }

    /** Writes mean + spread * N(0, 1); n at most LARGEST_SET. */
    void normals(double* __restrict out, int n, double mean, double spread) const;

private:
    std::uint64_t key;
    std::uint64_t increment;
};

// The normal quantile: Wichura (1988), algorithm AS 241 (PPND16), doi:10.2307/2347330.

inline double centralQuantile(double q) {
    double r = 0.180625 - q * q;
    double numerator = 2.5090809287301226727e+3;
    numerator = numerator * r + 3.3430575583588128105e+4;
    numerator = numerator * r + 6.7265770927008700853e+4;
    numerator = numerator * r + 4.5921953931549871457e+4;
    numerator = numerator * r + 1.3731693765509461125e+4;
    numerator = numerator * r + 1.9715909503065514427e+3;
    numerator = numerator * r + 1.3314166789178437745e+2;
    numerator = numerator * r + 3.3871328727963666080e0;
    double denominator = 5.2264952788528545610e+3;
    denominator = denominator * r + 2.8729085735721942674e+4;
    denominator = denominator * r + 3.9307895800092710610e+4;
    denominator = denominator * r + 2.1213794301586595867e+4;
    denominator = denominator * r + 5.3941960214247511077e+3;
    denominator = denominator * r + 6.8718700749205790830e+2;
    denominator = denominator * r + 4.2313330701600911252e+1;
    denominator = denominator * r + 1;
    return q * numerator / denominator;
}

/** Upper quantile in the middle region, for root = sqrt(-log(tail probability)) up to 5. */
inline double tailQuantile(double root) {
    double r = root - 1.6;
    double numerator = 7.74545014278341407640e-4;
    numerator = numerator * r + 2.27238449892691845833e-2;
    numerator = numerator * r + 2.41780725177450611770e-1;
    numerator = numerator * r + 1.27045825245236838258e0;
    numerator = numerator * r + 3.64784832476320460504e0;
    numerator = numerator * r + 5.76949722146069140550e0;
    numerator = numerator * r + 4.63033784615654529590e0;
    numerator = numerator * r + 1.42343711074968357734e0;
    double denominator = 1.05075007164441684324e-9;
    denominator = denominator * r + 5.47593808499534494600e-4;
    denominator = denominator * r + 1.51986665636164571966e-2;
    denominator = denominator * r + 1.48103976427480074590e-1;
    denominator = denominator * r + 6.89767334985100004550e-1;
    denominator = denominator * r + 1.67638483018380384940e0;
    denominator = denominator * r + 2.05319162663775882187e0;
    denominator = denominator * r + 1;
    return numerator / denominator;
}

/** Upper quantile for root beyond 5 (probabilities below 1.4e-11). */
double farTailQuantile(double root) {
    double r = root - 5;
    double numerator = 2.01033439929228813265e-7;
    numerator = numerator * r + 2.71155556874348757815e-5;
    numerator = numerator * r + 1.24266094738807843860e-3;
    numerator = numerator * r + 2.65321895265761230930e-2;
    numerator = numerator * r + 2.96560571828504891230e-1;
    numerator = numerator * r + 1.78482653991729133580e0;
    numerator = numerator * r + 5.46378491116411436990e0;
    numerator = numerator * r + 6.65790464350110377720e0;
    double denominator = 2.04426310338993978564e-15;
    denominator = denominator * r + 1.42151175831644588870e-7;
    denominator = denominator * r + 1.84631831751005468180e-5;
    denominator = denominator * r + 7.86869131145613259100e-4;
    denominator = denominator * r + 1.48753612908506148525e-2;
    denominator = denominator * r + 1.36929880922735805310e-1;
    denominator = denominator * r + 5.99832206555887937690e-1;
    denominator = denominator * r + 1;
    return numerator / denominator;
}

void Stream::normals(double* __restrict out, int n, double mean, double spread) const {
    alignas(64) static double uniform[LARGEST_SET];
    static int tails[LARGEST_SET];
    uniforms(uniform, n);
    for (int i = 0; i < n; i++) {
        out[i] = mean + spread * centralQuantile(uniform[i] - 0.5);
    }
    // About 15 % lie outside the central region; they are listed first so that the second loop has no branch to miss.
    int count = 0;
    for (int i = 0; i < n; i++) {
        tails[count] = i;
        count += std::abs(uniform[i] - 0.5) > 0.425;
    }
    for (int k = 0; k < count; k++) {
        double p = uniform[tails[k]];
        double root = std::sqrt(-std::log(std::min(p, 1 - p)));
        double z = root <= 5 ? tailQuantile(root) : farTailQuantile(root);
        out[tails[k]] = mean + spread * (p < 0.5 ? -z : z);
    }
}

// ----------------------------------------------------------------------------------------------------------- tasks

/** Tasks as one array a coordinate, each of whole cache lines. */
template <int n>
struct Tasks {
    static_assert(n % LINE == 0 && n <= LARGEST_SET);
    alignas(64) double x[DIMENSION][n + LINE]; // one line more, or powers of two would fall on the same few cache sets
    alignas(64) double difficulty[n];

    /** Draws from N(mean along one axis, spread^2 I). */
    void draw(std::uint64_t seed, std::uint64_t replicate, Purpose position, Purpose difficulties, int axis,
              double mean, double spread) {
        for (int d = 0; d < DIMENSION; d++) {
            Stream(seed, replicate, position, d).normals(x[d], n, d == axis ? mean : 0, spread);
        }
        Stream(seed, replicate, difficulties, 0).normals(difficulty, n, 0, DIFFICULTY_SPREAD);
    }
};

struct Draws {
    Tasks<PUBLIC_ITEMS> publicItems;
    Tasks<FRESH_ITEMS> freshItems;
    Tasks<WORK_TASKS> workTasks;
    Tasks<ENVIRONMENTS> environments;

    void draw(std::uint64_t seed, std::uint64_t replicate) {
        publicItems.draw(seed, replicate, PUBLIC_POSITION, PUBLIC_DIFFICULTY, 0, SHIFT, EVAL_SPREAD);
        freshItems.draw(seed, replicate, FRESH_POSITION, FRESH_DIFFICULTY, 0, SHIFT, EVAL_SPREAD);
        workTasks.draw(seed, replicate, WORK_POSITION, WORK_DIFFICULTY, 0, 0, 1);
        environments.draw(seed, replicate, DESIGNER_POSITION, DESIGNER_DIFFICULTY, 1, DESIGNER_BIAS, 1);
        inspire(seed, replicate);
    }

private:
    double inspiration[ENVIRONMENTS];
    double item[ENVIRONMENTS];
    double departure[ENVIRONMENTS];

    /** Every environment draws all its numbers, used or not; the inspired ones then replace the designer's task. */
    void inspire(std::uint64_t seed, std::uint64_t replicate) {
        Stream(seed, replicate, INSPIRATION_UNIFORM, 0).uniforms(inspiration, ENVIRONMENTS);
        Stream(seed, replicate, INSPIRING_ITEM, 0).uniforms(item, ENVIRONMENTS);
        for (int d = 0; d < DIMENSION; d++) {
            Stream(seed, replicate, DEPARTURE_NORMAL, d).normals(departure, ENVIRONMENTS, 0, DEPARTURE);
            replaceInspired(environments.x[d], publicItems.x[d], departure);
        }
        std::fill(departure, departure + ENVIRONMENTS, 0.0);
        replaceInspired(environments.difficulty, publicItems.difficulty, departure);
    }

    void replaceInspired(double* own, const double* items, const double* offset) {
        for (int j = 0; j < ENVIRONMENTS; j++) {
            double inspired = items[static_cast<int>(item[j] * PUBLIC_ITEMS)] + offset[j];
            own[j] = inspiration[j] < INSPIRATION ? inspired : own[j];
        }
    }
};

// ---------------------------------------------------------------------------------------------------------- kernel

constexpr double BROAD = -0.5 / (BREADTH * BREADTH);
constexpr double NARROW = -0.5 / (MEMORIZATION_SCALE * MEMORIZATION_SCALE);

#ifdef OWN_EXP
const char* const PROGRAM = "cpp-own-exp";

/** e^x for x <= 0: 2^n times the Taylor polynomial of degree 10 in |r| <= ln(2)/2, within 3e-13 of its value. */
inline double kernelExp(double x) {
    double bounded = std::max(x, -700.0);
    double n = std::nearbyint(bounded * 1.4426950408889634);
    double r = bounded - n * 0.6931471805599453;
    double p = 1.0 / 3628800;
    p = p * r + 1.0 / 362880;
    p = p * r + 1.0 / 40320;
    p = p * r + 1.0 / 5040;
    p = p * r + 1.0 / 720;
    p = p * r + 1.0 / 120;
    p = p * r + 1.0 / 24;
    p = p * r + 1.0 / 6;
    p = p * r + 1.0 / 2;
    p = p * r + 1;
    p = p * r + 1;
    std::int64_t bits = (static_cast<std::int64_t>(n) + 1023) << 52;
    double power;
    std::memcpy(&power, &bits, sizeof power);
    return p * power;
}
#else
const char* const PROGRAM = "cpp";

inline double kernelExp(double x) {
    return std::exp(x);
}
#endif

inline double kernel(double d2) {
    return (1 - MEMORIZATION) * kernelExp(d2 * BROAD) + MEMORIZATION * kernelExp(d2 * NARROW);
}

/** Squared distances from task i of one set to the first n tasks of another. */
template <int tasks, int others>
inline void distances(const Tasks<tasks>& from, int i, const Tasks<others>& to, int n, double* __restrict d2) {
    double z[DIMENSION];
    for (int d = 0; d < DIMENSION; d++) z[d] = from.x[d][i];
    for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int d = 0; d < DIMENSION; d++) {
            double difference = to.x[d][j] - z[d];
            sum += difference * difference;
        }
        d2[j] = sum;
    }
}

/** The Gram matrix of the environments, half of it computed and the rest mirrored. */
void gram(const Tasks<ENVIRONMENTS>& environments, double* __restrict k) {
    alignas(64) double d2[ENVIRONMENTS];
    for (int i = 0; i < ENVIRONMENTS; i++) {
        double* row = k + i * ENVIRONMENTS;
        distances(environments, i, environments, i + 1, d2);
        for (int j = 0; j <= i; j++) {
            row[j] = kernel(d2[j]);
        }
    }
    for (int i = 0; i < ENVIRONMENTS; i++) {
        for (int j = i + 1; j < ENVIRONMENTS; j++) k[i * ENVIRONMENTS + j] = k[j * ENVIRONMENTS + i];
    }
}

/** The gains of a set of tasks. */
template <int n>
void gains(const Tasks<n>& tasks, const Tasks<ENVIRONMENTS>& environments, const double* __restrict w,
           double* __restrict g) {
    alignas(64) double d2[ENVIRONMENTS];
    for (int i = 0; i < n; i++) {
        distances(tasks, i, environments, ENVIRONMENTS, d2);
        double sum = 0;
        for (int j = 0; j < ENVIRONMENTS; j++) {
            sum += w[j] * kernel(d2[j]);
        }
        g[i] = sum;
    }
}

// ------------------------------------------------------------------------------------------------------------ flow

/** dw/dt = (B / M) q (1 - q), q the success on each environment; integrated from 0 to 1 by Dormand-Prince 5(4). */
class Flow {
public:
    int evaluations = 0;

    void integrate(const double* gramMatrix, const double* difficulties, double tolerance, double* w) {
        k = gramMatrix;
        b = difficulties;
        std::fill(w, w + ENVIRONMENTS, 0.0);
        rate(w, stage[0]);
        double t = 0;
        double h = firstStep(w, tolerance);
        bool rejected = false;
        while (t < 1) {
            h = std::min(h, 1 - t);
            double error = step(w, h, tolerance);
            double factor = error == 0 ? 10 : std::min(10.0, std::max(0.2, 0.9 * std::pow(error, -0.2)));
            if (error < 1) {
                t = 1 - t <= h ? 1 : t + h;
                std::copy(next, next + ENVIRONMENTS, w);
                std::copy(stage[6], stage[6] + ENVIRONMENTS, stage[0]);
                h *= rejected ? std::min(1.0, factor) : factor;
                rejected = false;
            } else {
                h *= factor;
                rejected = true;
            }
        }
    }

private:
    const double* k;
    const double* b;
    alignas(64) double stage[7][ENVIRONMENTS];
    double trial[ENVIRONMENTS];
    double next[ENVIRONMENTS];

    void rate(const double* __restrict w, double* __restrict dw) {
        evaluations++;
        // Four rows at a time: four sums in flight.
        for (int i = 0; i < ENVIRONMENTS; i += 4) {
            const double* r0 = k + i * ENVIRONMENTS;
            const double* r1 = r0 + ENVIRONMENTS;
            const double* r2 = r1 + ENVIRONMENTS;
            const double* r3 = r2 + ENVIRONMENTS;
            double s0 = 0, s1 = 0, s2 = 0, s3 = 0;
            for (int j = 0; j < ENVIRONMENTS; j++) {
                s0 += r0[j] * w[j];
                s1 += r1[j] * w[j];
                s2 += r2[j] * w[j];
                s3 += r3[j] * w[j];
            }
            dw[i] = s0;
            dw[i + 1] = s1;
            dw[i + 2] = s2;
            dw[i + 3] = s3;
        }
        for (int i = 0; i < ENVIRONMENTS; i++) {
            double q = 1 / (1 + std::exp(b[i] - COMPETENCE - dw[i]));
            dw[i] = BUDGET / ENVIRONMENTS * q * (1 - q);
        }
    }

    /**
     * Hairer, Norsett, Wanner (1993), Solving Ordinary Differential Equations I, section II.4, without its bound by the
     * size of w, which is 0 at the start and would only cost steps.
     */
    double firstStep(const double* w, double tolerance) {
        const double h0 = 1e-6;
        double speed = norm(stage[0], w, w, tolerance);
        for (int i = 0; i < ENVIRONMENTS; i++) trial[i] = w[i] + h0 * stage[0][i];
        rate(trial, stage[1]);
        for (int i = 0; i < ENVIRONMENTS; i++) trial[i] = stage[1][i] - stage[0][i];
        double bend = norm(trial, w, w, tolerance) / h0;
        return std::pow(0.01 / std::max(speed, bend), 0.2);
    }

    static double norm(const double* v, const double* w0, const double* w1, double tolerance) {
        double sum = 0;
        for (int i = 0; i < ENVIRONMENTS; i++) {
            double scaled = v[i] / (tolerance + tolerance * std::max(std::abs(w0[i]), std::abs(w1[i])));
            sum += scaled * scaled;
        }
        return std::sqrt(sum / ENVIRONMENTS);
    }

    /** One step to `next`, its last stage the first of the step after; returns the error in units of the tolerance. */
    double step(const double* w, double h, double tolerance) {
        auto& [k1, k2, k3, k4, k5, k6, k7] = stage;
        for (int i = 0; i < ENVIRONMENTS; i++) trial[i] = w[i] + h / 5 * k1[i];
        rate(trial, k2);
        for (int i = 0; i < ENVIRONMENTS; i++) trial[i] = w[i] + h * (3.0 / 40 * k1[i] + 9.0 / 40 * k2[i]);
        rate(trial, k3);
        for (int i = 0; i < ENVIRONMENTS; i++) {
            trial[i] = w[i] + h * (44.0 / 45 * k1[i] - 56.0 / 15 * k2[i] + 32.0 / 9 * k3[i]);
        }
        rate(trial, k4);
        for (int i = 0; i < ENVIRONMENTS; i++) {
            trial[i] = w[i]
                    + h * (19372.0 / 6561 * k1[i] - 25360.0 / 2187 * k2[i] + 64448.0 / 6561 * k3[i]
                           - 212.0 / 729 * k4[i]);
        }
        rate(trial, k5);
        for (int i = 0; i < ENVIRONMENTS; i++) {
            trial[i] = w[i]
                    + h * (9017.0 / 3168 * k1[i] - 355.0 / 33 * k2[i] + 46732.0 / 5247 * k3[i] + 49.0 / 176 * k4[i]
                           - 5103.0 / 18656 * k5[i]);
        }
        rate(trial, k6);
        for (int i = 0; i < ENVIRONMENTS; i++) {
            next[i] = w[i]
                    + h * (35.0 / 384 * k1[i] + 500.0 / 1113 * k3[i] + 125.0 / 192 * k4[i] - 2187.0 / 6784 * k5[i]
                           + 11.0 / 84 * k6[i]);
        }
        rate(next, k7);
        for (int i = 0; i < ENVIRONMENTS; i++) {
            trial[i] = h * (71.0 / 57600 * k1[i] - 71.0 / 16695 * k3[i] + 71.0 / 1920 * k4[i]
                            - 17253.0 / 339200 * k5[i] + 22.0 / 525 * k6[i] - 1.0 / 40 * k7[i]);
        }
        return norm(trial, w, next, tolerance);
    }
};

// ---------------------------------------------------------------------------------------------------------- scores

/** Mean of q^horizon; horizon 1 or 10 (no general power is needed, and none would be faster). */
template <int horizon>
double score(const double* difficulty, const double* gain, int n) {
    static_assert(horizon == 1 || horizon == 10);
    double sum = 0;
    for (int i = 0; i < n; i++) {
        double q = 1 / (1 + std::exp(difficulty[i] - COMPETENCE - gain[i]));
        double q2 = q * q;
        double q4 = q2 * q2;
        sum += horizon == 1 ? q : q4 * q4 * q2;
    }
    return sum / n;
}

struct Scores {
    double value[8] = {0, 0, 0, 0, 0, 0, 0, 0};
};
const char* const SCORE_NAMES[8] = {"publicScoreBefore", "freshScoreBefore", "workScoreBefore", "impactScoreBefore",
                                    "publicScore",       "freshScore",       "workScore",       "impactScore"};

// ------------------------------------------------------------------------------------------------------------- run

enum Phase { DRAWS, GRAM, FLOW, GAINS, SCORES, PHASES };
const char* const PHASE_NAMES[PHASES] = {"draws", "gram", "flow", "gains", "scores"};

class Simulation {
public:
    double seconds[PHASES] = {};
    Flow flow;

    Scores run(std::uint64_t seed, std::uint64_t replicate, double tolerance) {
        auto start = std::chrono::steady_clock::now();
        draws.draw(seed, replicate);
        lap(DRAWS, start);
        gram(draws.environments, matrix);
        lap(GRAM, start);
        flow.integrate(matrix, draws.environments.difficulty, tolerance, w);
        lap(FLOW, start);
        gains(draws.publicItems, draws.environments, w, publicGain);
        gains(draws.freshItems, draws.environments, w, freshGain);
        gains(draws.workTasks, draws.environments, w, workGain);
        lap(GAINS, start);
        Scores scores;
        scores.value[0] = score<1>(draws.publicItems.difficulty, none, PUBLIC_ITEMS);
        scores.value[1] = score<1>(draws.freshItems.difficulty, none, FRESH_ITEMS);
        scores.value[2] = score<1>(draws.workTasks.difficulty, none, WORK_TASKS);
        scores.value[3] = score<WORK_HORIZON>(draws.workTasks.difficulty, none, WORK_TASKS);
        scores.value[4] = score<1>(draws.publicItems.difficulty, publicGain, PUBLIC_ITEMS);
        scores.value[5] = score<1>(draws.freshItems.difficulty, freshGain, FRESH_ITEMS);
        scores.value[6] = score<1>(draws.workTasks.difficulty, workGain, WORK_TASKS);
        scores.value[7] = score<WORK_HORIZON>(draws.workTasks.difficulty, workGain, WORK_TASKS);
        lap(SCORES, start);
        return scores;
    }

private:
    Draws draws;
    alignas(64) double matrix[ENVIRONMENTS * ENVIRONMENTS];
    alignas(64) double w[ENVIRONMENTS];
    double publicGain[PUBLIC_ITEMS];
    double freshGain[FRESH_ITEMS];
    double workGain[WORK_TASKS];
    double none[LARGEST_SET] = {};

    void lap(Phase phase, std::chrono::steady_clock::time_point& start) {
        auto now = std::chrono::steady_clock::now();
        seconds[phase] += std::chrono::duration<double>(now - start).count();
        start = now;
    }
};

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    std::size_t n = values.size();
    return (values[(n - 1) / 2] + values[n / 2]) / 2;
}

double secondsSince(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

int main(int argc, char** argv) {
    int replicates = argc > 1 ? std::atoi(argv[1]) : 64;
    int repeats = argc > 2 ? std::atoi(argv[2]) : 9;
    double warmUp = argc > 3 ? std::atof(argv[3]) : 1;
    std::uint64_t seed = argc > 4 ? std::strtoull(argv[4], nullptr, 10) : 1;
    double tolerance = argc > 5 ? std::atof(argv[5]) : 1e-7;
    if (replicates < 1 || repeats < 1 || !(warmUp >= 0) || !(tolerance > 0)) {
        std::fprintf(stderr, "usage: %s [replicates [repeats [warm-up seconds [seed [tolerance]]]]]\n", argv[0]);
        return 2;
    }
    auto simulation = std::make_unique<Simulation>();
    auto start = std::chrono::steady_clock::now();
    for (int r = 0; secondsSince(start) < warmUp; r++) simulation->run(seed, r % replicates, tolerance);

    std::vector<double> milliseconds;
    std::vector<double> phases[PHASES];
    Scores mean;
    simulation->flow.evaluations = 0;
    for (int repeat = 0; repeat < repeats; repeat++) {
        std::fill(simulation->seconds, simulation->seconds + PHASES, 0.0);
        mean = Scores();
        auto begin = std::chrono::steady_clock::now();
        for (int r = 0; r < replicates; r++) {
            Scores scores = simulation->run(seed, r, tolerance);
            for (int s = 0; s < 8; s++) mean.value[s] += scores.value[s] / replicates;
        }
        milliseconds.push_back(1e3 * secondsSince(begin) / replicates);
        for (int p = 0; p < PHASES; p++) phases[p].push_back(1e3 * simulation->seconds[p] / replicates);
    }
    std::printf("{\"program\":\"%s\",\"seed\":%llu,\"replicates\":%d,\"repeats\":%d,\"msPerRun\":%.6g", PROGRAM,
                static_cast<unsigned long long>(seed), replicates, repeats, median(milliseconds));
    for (int p = 0; p < PHASES; p++) std::printf(",\"%sMs\":%.6g", PHASE_NAMES[p], median(phases[p]));
    std::printf(",\"evaluations\":%.6g", double(simulation->flow.evaluations) / replicates / repeats);
    for (int s = 0; s < 8; s++) std::printf(",\"%s\":%.15g", SCORE_NAMES[s], mean.value[s]);
    std::printf("}\n");
    return 0;
}

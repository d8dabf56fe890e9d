// One default run of the model with its four scores, tuned by hand after a look at its profile; still plain loops for
// g++ -O3 -march=native -ffast-math, one thread, no intrinsics. README.md beside this file says what was tuned against
// default_run.cpp. With -DOWN_EXP the kernel's exponentials are a polynomial of our own, inlined in place of the
// library's function.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>

#include "dormand_prince.hpp"
#include "harness.hpp"
#include "model.hpp"

namespace {

constexpr int LARGEST_SET = 1000;

/** Doubles in a cache line. */
constexpr int LINE = 8;

void uniforms(const Stream& stream, double* __restrict out, int n) {
    for (int i = 0; i < n; i++) out[i] = stream.uniform(i);
}

/** Writes mean + spread * N(0, 1); n at most LARGEST_SET. */
void normals(const Stream& stream, double* __restrict out, int n, double mean, double spread) {
    alignas(64) static double uniform[LARGEST_SET];
    static int tails[LARGEST_SET];
    uniforms(stream, uniform, n);
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
    alignas(64) double x[DIMENSION][n];
    alignas(64) double difficulty[n];

    /** Draws from N(mean along one axis, spread^2 I). */
    void draw(std::uint64_t seed, std::uint64_t replicate, Purpose position, Purpose difficulties, int axis,
              double mean, double spread) {
        for (int d = 0; d < DIMENSION; d++) {
            normals(Stream({seed, replicate}, position, d), x[d], n, d == axis ? mean : 0, spread);
        }
        normals(Stream({seed, replicate}, difficulties, 0), difficulty, n, 0, DIFFICULTY_SPREAD);
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
        uniforms(Stream({seed, replicate}, INSPIRATION_UNIFORM, 0), inspiration, ENVIRONMENTS);
        uniforms(Stream({seed, replicate}, INSPIRING_ITEM, 0), item, ENVIRONMENTS);
        for (int d = 0; d < DIMENSION; d++) {
            normals(Stream({seed, replicate}, DEPARTURE_NORMAL, d), departure, ENVIRONMENTS, 0, DEPARTURE);
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

#ifdef OWN_EXP
const char* const PROGRAM = "cpp-tuned-exp";

/** e^x for x <= 0: 2^n times the Taylor polynomial of degree 10 in |r| <= ln(2)/2, within 3e-13 of its value. */
inline double kernelExp(double x) {
    double bounded = std::max(x, -700.0);
    double n = std::nearbyint(bounded * 1.4426950408889634);
    double r = bounded - n * 0.6931471805599453;
    double p = polynomial(r, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24,
                          1.0 / 6, 1.0 / 2, 1.0, 1.0);
    std::int64_t bits = (static_cast<std::int64_t>(n) + 1023) << 52;
    double power;
    std::memcpy(&power, &bits, sizeof power);
    return p * power;
}
#else
const char* const PROGRAM = "cpp-tuned";

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
void gramMatrix(const Tasks<ENVIRONMENTS>& environments, double* __restrict k) {
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
void gainsOf(const Tasks<n>& tasks, const Tasks<ENVIRONMENTS>& environments, const double* __restrict w,
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

// ------------------------------------------------------------------------------------------------------------- run

/** dw/dt = (B / M) q (1 - q), q the success on each environment. */
struct Rate {
    const double* k;
    const double* b;

    void operator()(const double* __restrict w, double* __restrict dw) const {
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
};

class TunedRun {
public:
    void draw(std::uint64_t seed, std::uint64_t replicate) { draws.draw(seed, replicate); }

    void gram() { gramMatrix(draws.environments, matrix); }

    int flow(double tolerance) {
        std::fill(w, w + ENVIRONMENTS, 0.0);
        return solver.integrate(Rate{matrix, draws.environments.difficulty}, tolerance, false, w);
    }

    void gains() {
        gainsOf(draws.publicItems, draws.environments, w, publicGain);
        gainsOf(draws.freshItems, draws.environments, w, freshGain);
        gainsOf(draws.workTasks, draws.environments, w, workGain);
    }

    Scores scores() const {
        return scoresOf({draws.publicItems.difficulty, publicGain, PUBLIC_ITEMS},
                        {draws.freshItems.difficulty, freshGain, FRESH_ITEMS},
                        {draws.workTasks.difficulty, workGain, WORK_TASKS});
    }

private:
    Draws draws;
    alignas(64) double matrix[ENVIRONMENTS * ENVIRONMENTS];
    alignas(64) double w[ENVIRONMENTS];
    double publicGain[PUBLIC_ITEMS];
    double freshGain[FRESH_ITEMS];
    double workGain[WORK_TASKS];
    DormandPrince<ENVIRONMENTS> solver;
};

} // namespace

int main(int argc, char** argv) {
    return measure<TunedRun>(PROGRAM, argc, argv);
}

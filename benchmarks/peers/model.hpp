// What every C++ program of a default run shares: the default scenario, the streams of random numbers, the pieces of
// the normal quantile, the kernel's two rates and the scores.

#pragma once

#include <cmath>
#include <cstdint>

// The default scenario.
inline constexpr int DIMENSION = 8;
inline constexpr int PUBLIC_ITEMS = 200;
inline constexpr int FRESH_ITEMS = 1000;
inline constexpr int WORK_TASKS = 1000;
inline constexpr int ENVIRONMENTS = 256;
inline constexpr int WORK_HORIZON = 10;
inline constexpr double SHIFT = 3;
inline constexpr double EVAL_SPREAD = 0.5;
inline constexpr double DESIGNER_BIAS = 1;
inline constexpr double DIFFICULTY_SPREAD = 1.5;
inline constexpr double INSPIRATION = 0.5;
inline constexpr double DEPARTURE = 0.1;
inline constexpr double COMPETENCE = 0;
inline constexpr double BREADTH = 1;
inline constexpr double MEMORIZATION = 0.9;
inline constexpr double MEMORIZATION_SCALE = 0.25;
inline constexpr double BUDGET = 1024;

inline constexpr double BROAD = -0.5 / (BREADTH * BREADTH);
inline constexpr double NARROW = -0.5 / (MEMORIZATION_SCALE * MEMORIZATION_SCALE);

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
    DESIGNER_DIFFICULTY = 15,
    RESPONSE = 18
};

inline std::uint64_t mix(std::uint64_t z) {
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/** Whose numbers: a replicate, and within it a round and a candidate, of which the default scenario has one each. */
struct Attempt {
    std::uint64_t seed;
    std::uint64_t replicate;
    std::uint64_t round = 0;
    std::uint64_t candidate = 0;
};

/** The scheme of org.evalgap.random.RandomStream: the bits at index i are mix(key + (i + 1) * increment). */
class Stream {
public:
    Stream(const Attempt& attempt, Purpose purpose, std::uint64_t coordinate) {
        std::uint64_t packed =
                static_cast<std::uint64_t>(purpose) << 56 | attempt.round << 40 | attempt.candidate << 24 | coordinate;
        std::uint64_t world = mix(attempt.seed) ^ attempt.replicate * 0xD1B54A32D192ED03u;
        key = mix(mix(world) + packed * 0xABC98388FB8FAC03u);
        std::uint64_t odd = mix(key ^ 0x8CB92BA72F3D8DD7u) | 1;
        increment = __builtin_popcountll(odd ^ (odd >> 1)) < 24 ? odd ^ 0xAAAAAAAAAAAAAAAAu : odd;
    }

    double uniform(int i) const {
        std::uint64_t bits = mix(key + static_cast<std::uint64_t>(i + 1) * increment);
        return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52;
    }

private:
    std::uint64_t key;
    std::uint64_t increment;
};

// The normal quantile: Wichura (1988), algorithm AS 241 (PPND16), doi:10.2307/2347330.

/** Horner's rule, the coefficient of the highest power first. */
template <class... Rest>
inline double polynomial(double x, double first, Rest... rest) {
    ((first = first * x + rest), ...);
    return first;
}

inline double centralQuantile(double q) {
    double r = 0.180625 - q * q;
    double numerator = polynomial(r,
            2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4, 4.5921953931549871457e+4,
            1.3731693765509461125e+4, 1.9715909503065514427e+3, 1.3314166789178437745e+2, 3.3871328727963666080e0);
    double denominator = polynomial(r,
            5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4, 2.1213794301586595867e+4,
            5.3941960214247511077e+3, 6.8718700749205790830e+2, 4.2313330701600911252e+1, 1);
    return q * numerator / denominator;
}

/** Upper quantile in the middle region, for root = sqrt(-log(tail probability)) up to 5. */
inline double tailQuantile(double root) {
    double r = root - 1.6;
    double numerator = polynomial(r,
            7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
            1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0, 4.63033784615654529590e0,
            1.42343711074968357734e0);
    double denominator = polynomial(r,
            1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
            1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e0,
            2.05319162663775882187e0, 1);
    return numerator / denominator;
}

/** Upper quantile for root beyond 5 (probabilities below 1.4e-11). */
inline double farTailQuantile(double root) {
    double r = root - 5;
    double numerator = polynomial(r,
            2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
            2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0,
            5.46378491116411436990e0, 6.65790464350110377720e0);
    double denominator = polynomial(r,
            2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
            7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
            5.99832206555887937690e-1, 1);
    return numerator / denominator;
}

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

// One default run of the model with its four scores, as a C++ programmer writes it at first: one function a formula,
// plain loops over one array a coordinate, and g++ -O3 -march=native -ffast-math to vectorise them (exp and log through
// glibc's libmvec). One thread, no intrinsics. default_run_tuned.cpp is what a look at the profile leads to.

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "dormand_prince.hpp"
#include "harness.hpp"
#include "model.hpp"

namespace {

/** The number at an index of a stream of normal numbers. */
double normal(const Stream& stream, int i) {
    double p = stream.uniform(i);
    double q = p - 0.5;
    if (std::abs(q) <= 0.425) return centralQuantile(q);
    double root = std::sqrt(-std::log(q < 0 ? p : 1 - p));
    double z = root <= 5 ? tailQuantile(root) : farTailQuantile(root);
    return q < 0 ? -z : z;
}

// ----------------------------------------------------------------------------------------------------------- tasks

/** Tasks as one array a coordinate. */
struct Tasks {
    std::array<std::vector<double>, DIMENSION> x;
    std::vector<double> difficulty;

    explicit Tasks(int n) : difficulty(n) {
        for (auto& coordinate : x) coordinate.resize(n);
    }

    int size() const { return static_cast<int>(difficulty.size()); }

    /** Draws from N(mean along one axis, spread^2 I). */
    void draw(std::uint64_t seed, std::uint64_t replicate, Purpose position, Purpose difficulties, int axis,
              double mean, double spread) {
        const int n = size();
        for (int d = 0; d < DIMENSION; d++) {
            Stream stream(seed, replicate, position, d);
            double center = d == axis ? mean : 0;
            for (int i = 0; i < n; i++) x[d][i] = center + spread * normal(stream, i);
        }
        Stream stream(seed, replicate, difficulties, 0);
        for (int i = 0; i < n; i++) difficulty[i] = DIFFICULTY_SPREAD * normal(stream, i);
    }
};

/** Every environment draws all its numbers, used or not; the inspired ones then replace the designer's task. */
void inspire(std::uint64_t seed, std::uint64_t replicate, const Tasks& items, Tasks& environments) {
    Stream inspiration(seed, replicate, INSPIRATION_UNIFORM, 0);
    Stream choice(seed, replicate, INSPIRING_ITEM, 0);
    bool inspired[ENVIRONMENTS];
    int item[ENVIRONMENTS];
    for (int j = 0; j < ENVIRONMENTS; j++) {
        inspired[j] = inspiration.uniform(j) < INSPIRATION;
        item[j] = static_cast<int>(choice.uniform(j) * PUBLIC_ITEMS);
        if (inspired[j]) environments.difficulty[j] = items.difficulty[item[j]];
    }
    for (int d = 0; d < DIMENSION; d++) {
        Stream departures(seed, replicate, DEPARTURE_NORMAL, d);
        for (int j = 0; j < ENVIRONMENTS; j++) {
            double departure = DEPARTURE * normal(departures, j);
            if (inspired[j]) environments.x[d][j] = items.x[d][item[j]] + departure;
        }
    }
}

// ---------------------------------------------------------------------------------------------------------- kernel

double squaredDistance(const Tasks& a, int i, const Tasks& b, int j) {
    double sum = 0;
    for (int d = 0; d < DIMENSION; d++) {
        double difference = a.x[d][i] - b.x[d][j];
        sum += difference * difference;
    }
    return sum;
}

double kernel(double d2) {
    return (1 - MEMORIZATION) * std::exp(BROAD * d2) + MEMORIZATION * std::exp(NARROW * d2);
}

/** One row of the Gram matrix, both halves of which are computed; vectorised only if the row overlaps nothing. */
void setRow(const Tasks& environments, int i, double* __restrict row) {
    for (int j = 0; j < environments.size(); j++) row[j] = kernel(squaredDistance(environments, i, environments, j));
}

// ------------------------------------------------------------------------------------------------------------- run

class DefaultRun {
public:
    void draw(std::uint64_t seed, std::uint64_t replicate) {
        publicItems.draw(seed, replicate, PUBLIC_POSITION, PUBLIC_DIFFICULTY, 0, SHIFT, EVAL_SPREAD);
        freshItems.draw(seed, replicate, FRESH_POSITION, FRESH_DIFFICULTY, 0, SHIFT, EVAL_SPREAD);
        workTasks.draw(seed, replicate, WORK_POSITION, WORK_DIFFICULTY, 0, 0, 1);
        environments.draw(seed, replicate, DESIGNER_POSITION, DESIGNER_DIFFICULTY, 1, DESIGNER_BIAS, 1);
        inspire(seed, replicate, publicItems, environments);
    }

    void gram() {
        for (int i = 0; i < ENVIRONMENTS; i++) setRow(environments, i, matrix[i]);
    }

    /** dw/dt = (B / M) q (1 - q), q the success on each environment, from t = 0 to 1; returns the evaluations. */
    int flow(double tolerance) {
        std::fill(w, w + ENVIRONMENTS, 0.0);
        auto rate = [this](const double* v, double* dv) {
            for (int i = 0; i < ENVIRONMENTS; i++) {
                double gain = 0;
                for (int j = 0; j < ENVIRONMENTS; j++) gain += matrix[i][j] * v[j];
                dv[i] = gain;
            }
            for (int i = 0; i < ENVIRONMENTS; i++) {
                double q = 1 / (1 + std::exp(environments.difficulty[i] - COMPETENCE - dv[i]));
                dv[i] = BUDGET / ENVIRONMENTS * q * (1 - q);
            }
        };
        return solver.integrate(rate, tolerance, true, w);
    }

    void gains() {
        setGains(publicItems, publicGain);
        setGains(freshItems, freshGain);
        setGains(workTasks, workGain);
    }

    Scores scores() const {
        return scoresOf({publicItems.difficulty.data(), publicGain.data(), PUBLIC_ITEMS},
                        {freshItems.difficulty.data(), freshGain.data(), FRESH_ITEMS},
                        {workTasks.difficulty.data(), workGain.data(), WORK_TASKS});
    }

private:
    Tasks publicItems{PUBLIC_ITEMS};
    Tasks freshItems{FRESH_ITEMS};
    Tasks workTasks{WORK_TASKS};
    Tasks environments{ENVIRONMENTS};
    double matrix[ENVIRONMENTS][ENVIRONMENTS];
    double w[ENVIRONMENTS];
    std::vector<double> publicGain = std::vector<double>(PUBLIC_ITEMS);
    std::vector<double> freshGain = std::vector<double>(FRESH_ITEMS);
    std::vector<double> workGain = std::vector<double>(WORK_TASKS);
    DormandPrince<ENVIRONMENTS> solver;

    void setGains(const Tasks& tasks, std::vector<double>& gain) {
        for (int i = 0; i < tasks.size(); i++) {
            double sum = 0;
            for (int j = 0; j < ENVIRONMENTS; j++) sum += w[j] * kernel(squaredDistance(tasks, i, environments, j));
            gain[i] = sum;
        }
    }
};

} // namespace

int main(int argc, char** argv) {
    return measure<DefaultRun>("cpp", argc, argv);
}

// What the C++ programs share that are written as one writes them at first: draws, designs, kernel and a lab that trains.

#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "dormand_prince.hpp"
#include "harness.hpp"
#include "model.hpp"

// Of one program each, so that g++ may inline what is called once.
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

    /** Draws all from N(mean along one axis, spread^2 I). */
    void draw(const Attempt& attempt, Purpose position, Purpose difficulties, int axis, double mean, double spread) {
        draw(attempt, position, difficulties, axis, mean, spread, 0, size());
    }

    /** Draws those from one to before another. */
    void draw(const Attempt& attempt, Purpose position, Purpose difficulties, int axis, double mean, double spread,
              int from, int to) {
        for (int d = 0; d < DIMENSION; d++) {
            Stream stream(attempt, position, d);
            double center = d == axis ? mean : 0;
            for (int i = from; i < to; i++) x[d][i] = center + spread * normal(stream, i);
        }
        Stream stream(attempt, difficulties, 0);
        for (int i = from; i < to; i++) difficulty[i] = DIFFICULTY_SPREAD * normal(stream, i);
    }
};

/** Designs environments: each draws all its numbers, used or not; the inspired ones then replace the designer's task. */
void design(const Attempt& attempt, const Tasks& items, Tasks& environments, int from, int to) {
    environments.draw(attempt, DESIGNER_POSITION, DESIGNER_DIFFICULTY, 1, DESIGNER_BIAS, 1, from, to);
    Stream inspiration(attempt, INSPIRATION_UNIFORM, 0);
    Stream choice(attempt, INSPIRING_ITEM, 0);
    bool inspired[ENVIRONMENTS];
    int item[ENVIRONMENTS];
    for (int j = from; j < to; j++) {
        inspired[j] = inspiration.uniform(j) < INSPIRATION;
        item[j] = static_cast<int>(choice.uniform(j) * PUBLIC_ITEMS);
        if (inspired[j]) environments.difficulty[j] = items.difficulty[item[j]];
    }
    for (int d = 0; d < DIMENSION; d++) {
        Stream departures(attempt, DEPARTURE_NORMAL, d);
        for (int j = from; j < to; j++) {
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

/** The kernel between a task and the first environments; vectorised only if the row overlaps nothing. */
void setRow(const Tasks& tasks, int i, const Tasks& environments, int count, double* __restrict row) {
    for (int j = 0; j < count; j++) row[j] = kernel(squaredDistance(tasks, i, environments, j));
}

// ------------------------------------------------------------------------------------------------------------- lab

constexpr int TASKS = PUBLIC_ITEMS + FRESH_ITEMS + WORK_TASKS;

/** Three sets of tasks, the environments, their Gram matrix, and what was learned. */
class Lab {
public:
    void draw(std::uint64_t seed, std::uint64_t replicate) {
        attempt = {seed, replicate};
        publicItems.draw(attempt, PUBLIC_POSITION, PUBLIC_DIFFICULTY, 0, SHIFT, EVAL_SPREAD);
        freshItems.draw(attempt, FRESH_POSITION, FRESH_DIFFICULTY, 0, SHIFT, EVAL_SPREAD);
        workTasks.draw(attempt, WORK_POSITION, WORK_DIFFICULTY, 0, 0, 1);
        std::fill(w, w + ENVIRONMENTS, 0.0);
    }

protected:
    Tasks publicItems{PUBLIC_ITEMS};
    Tasks freshItems{FRESH_ITEMS};
    Tasks workTasks{WORK_TASKS};
    Tasks environments{ENVIRONMENTS};
    double matrix[ENVIRONMENTS][ENVIRONMENTS];
    double w[ENVIRONMENTS];
    std::vector<double> gain = std::vector<double>(TASKS);
    Attempt attempt{};

    /** Designs environments from one to before another, and adds them to the Gram matrix. */
    void add(int from, int to) {
        design(attempt, publicItems, environments, from, to);
        addRows(from, to);
    }

    /** Rows and columns of environments; both halves of what is new are computed. */
    void addRows(int from, int to) {
        for (int i = from; i < to; i++) {
            setRow(environments, i, environments, to, matrix[i]);
            for (int j = 0; j < from; j++) matrix[j][i] = matrix[i][j];
        }
    }

    /** dw/dt = (B / M) q (1 - q), q the success on each of M environments, for a part of the time; returns the evaluations. */
    template <int parts, int M>
    int train(DormandPrince<M>& solver, double tolerance) {
        auto rate = [this](const double* v, double* dv) {
            for (int i = 0; i < M; i++) {
                double gain = 0;
                for (int j = 0; j < M; j++) gain += matrix[i][j] * v[j];
                dv[i] = gain;
            }
            for (int i = 0; i < M; i++) {
                double q = 1 / (1 + std::exp(environments.difficulty[i] - COMPETENCE - dv[i]));
                dv[i] = BUDGET / parts / M * q * (1 - q);
            }
        };
        return solver.integrate(rate, tolerance, true, w);
    }

    void setGains(const Tasks& tasks, int count, double* out) const {
        for (int i = 0; i < tasks.size(); i++) {
            double sum = 0;
            for (int j = 0; j < count; j++) sum += w[j] * kernel(squaredDistance(tasks, i, environments, j));
            out[i] = sum;
        }
    }

    void setAllGains() {
        setGains(publicItems, ENVIRONMENTS, gain.data());
        setGains(freshItems, ENVIRONMENTS, gain.data() + PUBLIC_ITEMS);
        setGains(workTasks, ENVIRONMENTS, gain.data() + PUBLIC_ITEMS + FRESH_ITEMS);
    }

    Scores scoresAfter(const double* gains) const {
        return scoresOf({publicItems.difficulty.data(), gains, PUBLIC_ITEMS},
                        {freshItems.difficulty.data(), gains + PUBLIC_ITEMS, FRESH_ITEMS},
                        {workTasks.difficulty.data(), gains + PUBLIC_ITEMS + FRESH_ITEMS, WORK_TASKS});
    }
};

} // namespace

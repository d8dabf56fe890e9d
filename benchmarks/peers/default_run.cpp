// One default run of the model with its four scores, as a C++ programmer writes it at first: one function a formula,
// plain loops over one array a coordinate, and g++ -O3 -march=native -ffast-math to vectorise them (exp and log through
// glibc's libmvec). One thread, no intrinsics. default_run_tuned.cpp is what a look at the profile leads to.

#include <algorithm>
#include <vector>

#include "dormand_prince.hpp"
#include "harness.hpp"
#include "model.hpp"
#include "plain.hpp"

namespace {

class DefaultRun {
public:
    void draw(std::uint64_t seed, std::uint64_t replicate) {
        Attempt attempt{seed, replicate};
        publicItems.draw(attempt, PUBLIC_POSITION, PUBLIC_DIFFICULTY, 0, SHIFT, EVAL_SPREAD);
        freshItems.draw(attempt, FRESH_POSITION, FRESH_DIFFICULTY, 0, SHIFT, EVAL_SPREAD);
        workTasks.draw(attempt, WORK_POSITION, WORK_DIFFICULTY, 0, 0, 1);
        design(attempt, publicItems, environments, 0, ENVIRONMENTS);
    }

    void gram() {
        for (int i = 0; i < ENVIRONMENTS; i++) setRow(environments, i, environments, ENVIRONMENTS, matrix[i]);
    }

    /** From t = 0 to 1; returns the evaluations. */
    int flow(double tolerance) {
        std::fill(w, w + ENVIRONMENTS, 0.0);
        return solver.integrate(Rate<ENVIRONMENTS>{matrix, environments.difficulty, BUDGET}, tolerance, true, w);
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

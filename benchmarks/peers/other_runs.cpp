// Runs that are not the default one, as a C++ programmer writes them at first; the sixth argument says which.
//   rounds      four research rounds of 64 environments each, of four candidates: the best reported public score is kept
//   trajectory  64 points along training; the scores printed as "after" are means over these points
//   forgetting  every nat that the policy moves costs one logit where nothing was trained
// As in default_run.cpp, no more is kept from one replicate to the next than memory.

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstring>

#include "dormand_prince.hpp"
#include "harness.hpp"
#include "plain.hpp"

namespace {

/** Rounds; all of them count as the phase of the flow. */
class RoundsRun : public Lab {
public:
    void gram() {}

    int flow(double tolerance) {
        return round<0>(tolerance) + round<1>(tolerance) + round<2>(tolerance) + round<3>(tolerance);
    }

    void gains() { setAllGains(); }

    Scores scores() const { return scoresAfter(gain.data()); }

private:
    static constexpr int ROUNDS = 4;
    static constexpr int CANDIDATES = 4;

    double keptWeights[ENVIRONMENTS];
    double before[ENVIRONMENTS];
    double publicGain[PUBLIC_ITEMS];

    /** The public score as it is reported, one attempt an item, times the number of items. */
    int rightAnswers() const {
        Stream responses(attempt, RESPONSE, 0);
        int right = 0;
        for (int i = 0; i < PUBLIC_ITEMS; i++) {
            double q = 1 / (1 + std::exp(publicItems.difficulty[i] - COMPETENCE - publicGain[i]));
            right += responses.uniform(i) < q;
        }
        return right;
    }

    template <int r>
    int round(double tolerance) {
        constexpr int from = ENVIRONMENTS * r / ROUNDS;
        constexpr int to = ENVIRONMENTS * (r + 1) / ROUNDS;
        static DormandPrince<to> solver;
        std::copy(w, w + to, before);
        int evaluations = 0;
        int kept = 0;
        int best = -1;
        for (int c = 0; c < CANDIDATES; c++) {
            attempt.round = r;
            attempt.candidate = c;
            add(from, to);
            std::copy(before, before + to, w);
            evaluations += train<ROUNDS>(solver, tolerance);
            setGains(publicItems, to, publicGain);
            int right = rightAnswers();
            if (right > best) {
                best = right;
                kept = c;
                std::copy(w, w + to, keptWeights);
            }
        }
        attempt.candidate = kept;
        if (kept != CANDIDATES - 1) add(from, to);
        std::copy(keptWeights, keptWeights + to, w);
        return evaluations;
    }
};

/** Scores along training: the kernel between tasks and environments is computed once. */
class TrajectoryRun : public Lab {
public:
    void gram() { add(0, ENVIRONMENTS); }

    int flow(double tolerance) {
        int evaluations = 0;
        for (int k = 0; k < POINTS; k++) {
            evaluations += train<POINTS>(solver, tolerance);
            std::copy(w, w + ENVIRONMENTS, weights[k]);
        }
        return evaluations;
    }

    void gains() {
        int row = 0;
        for (const Tasks* tasks : {&publicItems, &freshItems, &workTasks}) {
            for (int i = 0; i < tasks->size(); i++) setRow(*tasks, i, environments, ENVIRONMENTS, rows[row++]);
        }
        for (int k = 0; k < POINTS; k++) {
            for (int i = 0; i < TASKS; i++) {
                double sum = 0;
                for (int j = 0; j < ENVIRONMENTS; j++) sum += rows[i][j] * weights[k][j];
                gainAt[k][i] = sum;
            }
        }
    }

    Scores scores() const {
        Scores mean{};
        for (int k = 0; k < POINTS; k++) {
            Scores point = scoresAfter(gainAt[k]);
            for (int s = 0; s < 8; s++) mean[s] += point[s] / POINTS;
        }
        return mean;
    }

private:
    static constexpr int POINTS = 64;

    double weights[POINTS][ENVIRONMENTS];
    double rows[TASKS][ENVIRONMENTS];
    double gainAt[POINTS][TASKS];
    DormandPrince<ENVIRONMENTS> solver;
};

/** Gains less what was forgotten: (1 - c) times the mean divergence, c the broad part of the kernel to the nearest environment. */
class ForgettingRun : public Lab {
public:
    void gram() { add(0, ENVIRONMENTS); }

    int flow(double tolerance) { return train<1>(solver, tolerance); }

    void gains() {
        setAllGains();
        double moved = divergence();
        double* out = gain.data();
        for (const Tasks* tasks : {&publicItems, &freshItems, &workTasks}) {
            for (int i = 0; i < tasks->size(); i++) {
                double nearest = squaredDistance(*tasks, i, environments, 0);
                for (int j = 1; j < ENVIRONMENTS; j++) {
                    nearest = std::min(nearest, squaredDistance(*tasks, i, environments, j));
                }
                *out++ -= (1 - std::exp(BROAD * nearest)) * moved;
            }
        }
    }

    Scores scores() const { return scoresAfter(gain.data()); }

private:
    DormandPrince<ENVIRONMENTS> solver;

    /** Mean over environments of the divergence of the trained decision from the untrained one. */
    double divergence() const {
        double sum = 0;
        for (int j = 0; j < ENVIRONMENTS; j++) {
            double before = COMPETENCE - environments.difficulty[j];
            double now = before;
            for (int k = 0; k < ENVIRONMENTS; k++) now += matrix[j][k] * w[k];
            double q = 1 / (1 + std::exp(-now));
            double p = 1 / (1 + std::exp(-before));
            sum += q * std::log(q / p) + (1 - q) * std::log((1 - q) / (1 - p));
        }
        return sum / ENVIRONMENTS;
    }
};

} // namespace

int main(int argc, char** argv) {
    const char* mode = argc > 6 ? argv[6] : "";
    if (std::strcmp(mode, "rounds") == 0) return measure<RoundsRun>("cpp-rounds", argc, argv);
    if (std::strcmp(mode, "trajectory") == 0) return measure<TrajectoryRun>("cpp-trajectory", argc, argv);
    if (std::strcmp(mode, "forgetting") == 0) return measure<ForgettingRun>("cpp-forgetting", argc, argv);
    std::fprintf(stderr, "the sixth argument must be rounds, trajectory or forgetting\n");
    return 2;
}

// One default run of the model with its four scores, as a C++ programmer writes it at first: one function a formula,
// plain loops over one array a coordinate, and g++ -O3 -march=native -ffast-math to vectorise them (exp and log through
// glibc's libmvec). One thread, no intrinsics. default_run_tuned.cpp is what a look at the profile leads to.

#include "dormand_prince.hpp"
#include "harness.hpp"
#include "plain.hpp"

namespace {

class DefaultRun : public Lab {
public:
    void draw(std::uint64_t seed, std::uint64_t replicate) {
        Lab::draw(seed, replicate);
        design(attempt, publicItems, environments, 0, ENVIRONMENTS);
    }

    void gram() { addRows(0, ENVIRONMENTS); }

    int flow(double tolerance) { return train<1>(solver, tolerance); }

    void gains() { setAllGains(); }

    Scores scores() const { return scoresAfter(gain.data()); }

private:
    DormandPrince<ENVIRONMENTS> solver;
};

} // namespace

int main(int argc, char** argv) {
    return measure<DefaultRun>("cpp", argc, argv);
}

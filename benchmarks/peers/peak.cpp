// What one core of this machine can do, for the roofline note: fused multiply-adds a second, bytes read a second from
// each level of the memory, exponentials a second, and the clock. Plain loops that g++ -O3 -march=native -ffast-math
// vectorises by itself. README.md beside this file states what is printed.

#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

namespace {

// Keeps results alive, so that no loop is optimised away.
volatile double sink;

struct Rate {
    double best;
    double median;
};

/** Work a second over some passes, each of them long enough (about 10 ms) to time. */
template <typename Pass>
Rate measure(int passes, double workOfACall, Pass pass) {
    auto seconds = [&](long calls) {
        auto start = std::chrono::steady_clock::now();
        for (long c = 0; c < calls; c++) pass();
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    };
    long calls = 1;
    while (seconds(calls) < 0.01) calls *= 2;
    std::vector<double> rates;
    for (int p = 0; p < passes; p++) rates.push_back(workOfACall * calls / seconds(calls));
    std::sort(rates.begin(), rates.end());
    return {rates.back(), rates[rates.size() / 2]};
}

/** Independent chains in twelve vectors: enough for two units of latency five, and no more than there are registers. */
#ifdef __AVX512F__
constexpr int CHAINS = 96;
#else
constexpr int CHAINS = 48;
#endif
constexpr int ROUNDS = 10000;

void multiplyAdds() {
    double a[CHAINS];
    for (int k = 0; k < CHAINS; k++) a[k] = k;
    for (int round = 0; round < ROUNDS; round++) {
        for (int k = 0; k < CHAINS; k++) a[k] = a[k] * 0.999 + 0.001;
    }
    double sum = 0;
    for (int k = 0; k < CHAINS; k++) sum += a[k];
    sink = sum;
}

/** Sum of an array in eight streams, so that eight vector sums are in flight. */
void read(const double* __restrict a, long n) {
    long part = n / 8;
    const double* b = a + part;
    const double* c = b + part;
    const double* d = c + part;
    const double* e = d + part;
    const double* f = e + part;
    const double* g = f + part;
    const double* h = g + part;
    double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
    for (long i = 0; i < part; i++) {
        s0 += a[i];
        s1 += b[i];
        s2 += c[i];
        s3 += d[i];
        s4 += e[i];
        s5 += f[i];
        s6 += g[i];
        s7 += h[i];
    }
    sink = s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7;
}

void exponentials(const double* __restrict in, double* __restrict out, int n) {
    for (int i = 0; i < n; i++) out[i] = std::exp(in[i]);
    sink = out[0];
}

/** A chain of additions, one a clock cycle on any current core. */
void chain(int n) {
    std::uint64_t x = 0;
    for (int i = 0; i < n; i += 8) {
        // The empty statements forbid joining the additions; each one waits for the one before.
        x += 3;
        asm volatile("" : "+r"(x));
        x += 3;
        asm volatile("" : "+r"(x));
        x += 3;
        asm volatile("" : "+r"(x));
        x += 3;
        asm volatile("" : "+r"(x));
        x += 3;
        asm volatile("" : "+r"(x));
        x += 3;
        asm volatile("" : "+r"(x));
        x += 3;
        asm volatile("" : "+r"(x));
        x += 3;
        asm volatile("" : "+r"(x));
    }
    sink = static_cast<double>(x);
}

long cacheSize(int name, long otherwise) {
    long size = sysconf(name);
    return size > 0 ? size : otherwise;
}

/** Doubles from the start of a cache line: vectors that straddle two lines halve the rate from L1. */
class Lines {
public:
    explicit Lines(long n) : all(n + 8, 1.0) {}

    double* data() {
        auto address = reinterpret_cast<std::uintptr_t>(all.data());
        return all.data() + (64 - address % 64) % 64 / sizeof(double);
    }

private:
    std::vector<double> all;
};

/** Read bandwidth in GB/s over an array of so many bytes. */
Rate bandwidth(int passes, long bytes) {
    // Eight streams of an odd number of cache lines: powers of two would send all of them to the same cache sets.
    long n = (bytes / 512 | 1) * 64;
    Lines lines(n);
    return measure(passes, 1e-9 * n * sizeof(double), [&] { read(lines.data(), n); });
}

void print(const char* name, Rate rate) {
    std::printf(",\"%s\":%.4g,\"%sMedian\":%.4g", name, rate.best, name, rate.median);
}

} // namespace

int main(int argc, char** argv) {
    int passes = argc > 1 ? std::atoi(argv[1]) : 25;
    if (passes < 1) {
        std::fprintf(stderr, "usage: %s [passes]\n", argv[0]);
        return 2;
    }
    long l1 = cacheSize(_SC_LEVEL1_DCACHE_SIZE, 32L << 10) / 2;
    long l2 = cacheSize(_SC_LEVEL2_CACHE_SIZE, 512L << 10) / 2;
    // Virtual machines report third levels larger than they have: hence a small multiple of the second.
    long l3 = 8 * l2;
    long memory = 512L << 20;
    Lines in(1024), out(1024);
    for (int i = 0; i < 1024; i++) in.data()[i] = -20.0 * i / 1024;

    std::printf("{\"program\":\"peak\",\"l1Bytes\":%ld,\"l2Bytes\":%ld,\"l3Bytes\":%ld,\"memoryBytes\":%ld", l1, l2,
                l3, memory);
    print("clockGHz", measure(passes, 1e-9 * 8000, [] { chain(8000); }));
    print("gflops", measure(passes, 2e-9 * CHAINS * ROUNDS, [] { multiplyAdds(); }));
    print("l1GBs", bandwidth(passes, l1));
    print("l2GBs", bandwidth(passes, l2));
    print("l3GBs", bandwidth(passes, l3));
    print("memoryGBs", bandwidth(passes, memory));
    print("gexps", measure(passes, 1e-9 * 1024, [&] { exponentials(in.data(), out.data(), 1024); }));
    std::printf("}\n");
    return 0;
}

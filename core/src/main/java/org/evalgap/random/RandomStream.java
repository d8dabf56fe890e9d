package org.evalgap.random;

/**
 * An endless sequence of random numbers, each a pure function of the stream and an index.
 *
 * <p>The bits at index i are mix(key + (i + 1)·increment) with the finaliser of SplitMix64 and an odd increment that
 * differs from stream to stream: with one increment for all, a million streams would overlap somewhere with probability
 * about 0.2. Asking for more numbers never changes the first ones, in whatever order they are asked for.
 *
 * <p>Source: Steele, Lea, Flood (2014), "Fast splittable pseudorandom number generators", doi:10.1145/2714064.2660195.
 */
public final class RandomStream {
    // Odd constants with about half their bits set; any such do, these are frozen with the results.
    private static final long REPLICATE = 0xD1B54A32D192ED03L;
    private static final long PURPOSE = 0xABC98388FB8FAC03L;
    private static final long INCREMENT = 0x8CB92BA72F3D8DD7L;

    /** The factors of SplitMix64's finaliser. */
    static final long FIRST = 0xBF58476D1CE4E5B9L;

    static final long SECOND = 0x94D049BB133111EBL;

    /** 2⁻⁵²: uniforms are the midpoints of 2⁵² equal cells, so neither 0 nor 1 occurs and 1 − u is exact. */
    private static final double CELL = 0x1p-52;

    private final long key;
    private final long increment;

    private RandomStream(long key) {
        this.key = key;
        this.increment = increment(key);
    }

    /**
     * The stream of a seed, a replicate and a purpose.
     *
     * @param seed any number; the user's choice
     * @param replicate index of the replicate, at least 0
     * @param purpose what the numbers are for
     * @return the stream, always the same for the same arguments
     */
    public static RandomStream of(long seed, long replicate, Purpose purpose) {
        return of(seed, replicate, purpose, 0, 0, 0);
    }

    /**
     * The stream of one coordinate of a purpose in one research round and for one candidate.
     *
     * @param seed any number; the user's choice
     * @param replicate index of the replicate, at least 0
     * @param purpose what the numbers are for
     * @param round research round, counted from 0, below 65536
     * @param candidate candidate of the round, counted from 0, below 65536
     * @param coordinate coordinate (or any further index), counted from 0, below 2²⁴
     * @return the stream, always the same for the same arguments
     */
    public static RandomStream of(
            long seed, long replicate, Purpose purpose, int round, int candidate, int coordinate) {
        return new RandomStream(key(seed, replicate, purpose, round, candidate, coordinate));
    }

    private static long key(long seed, long replicate, Purpose purpose, int round, int candidate, int coordinate) {
        long packed = purpose.number() << 56 | (long) round << 40 | (long) candidate << 24 | coordinate;
        return mix(mix(mix(seed) ^ replicate * REPLICATE) + packed * PURPOSE);
    }

    /**
     * Writes the first uniform numbers of a stream without making it an object: for loops that must not allocate.
     *
     * @param seed as in {@link #of(long, long, Purpose, int, int, int)}
     * @param replicate as there
     * @param purpose as there
     * @param round as there
     * @param candidate as there
     * @param coordinate as there
     * @param out where to; length at least {@code n}
     * @param n how many, from index 0
     */
    public static void uniforms(
            long seed, long replicate, Purpose purpose, int round, int candidate, int coordinate, double[] out, int n) {
        long key = key(seed, replicate, purpose, round, candidate, coordinate);
        writeUniforms(key, increment(key), out, n);
    }

    /**
     * Writes the first standard normal numbers of a stream without making it an object.
     *
     * @param seed as in {@link #of(long, long, Purpose, int, int, int)}
     * @param replicate as there
     * @param purpose as there
     * @param round as there
     * @param candidate as there
     * @param coordinate as there
     * @param out where to; length at least {@code n}
     * @param n how many, from index 0
     */
    public static void normals(
            long seed, long replicate, Purpose purpose, int round, int candidate, int coordinate, double[] out, int n) {
        long key = key(seed, replicate, purpose, round, candidate, coordinate);
        writeNormals(key, increment(key), out, n);
    }

    /**
     * A stream of its own for every value of an index, for processes that need many.
     *
     * @param index any number
     * @return the substream, always the same for the same index
     */
    public RandomStream substream(long index) {
        return new RandomStream(substreamKey(index));
    }

    private long substreamKey(long index) {
        return mix(mix(key) ^ index * REPLICATE);
    }

    /**
     * Writes uniform numbers of a substream without making it an object: for loops that must not allocate.
     *
     * @param index of the substream, as in {@link #substream}
     * @param from where in the substream to begin
     * @param out where to; length at least {@code n}
     * @param n how many, from index 0
     */
    public void uniforms(long index, long from, double[] out, int n) {
        long other = substreamKey(index);
        long increment = increment(other);
        writeUniforms(other + from * increment, increment, out, n);
    }

    /**
     * Writes the first standard normal numbers of a substream without making it an object.
     *
     * @param index of the substream, as in {@link #substream}
     * @param out where to; length at least {@code n}
     * @param n how many, from index 0
     */
    public void normals(long index, double[] out, int n) {
        long other = substreamKey(index);
        writeNormals(other, increment(other), out, n);
    }

    /**
     * Sixty-four random bits.
     *
     * @param index position in the stream
     * @return the bits at that position
     */
    public long bits(long index) {
        return mix(key + (index + 1) * increment);
    }

    /**
     * A uniform number.
     *
     * @param index position in the stream
     * @return a number in the open interval (0, 1), a multiple of 2⁻⁵³
     */
    public double uniform(long index) {
        return uniformOf(bits(index));
    }

    /**
     * A standard normal number: the normal quantile of {@link #uniform(long)} at the same index.
     *
     * @param index position in the stream
     * @return a number between −8.3 and 8.3
     */
    public double normal(long index) {
        return NormalQuantile.of(uniform(index));
    }

    /**
     * Writes uniform numbers, the same as {@link #uniform(long)} one by one.
     *
     * @param out where to; length at least {@code n}
     * @param n how many, from index 0
     */
    public void uniforms(double[] out, int n) {
        writeUniforms(key, increment, out, n);
    }

    private static void writeUniforms(long key, long increment, double[] out, int n) {
        long state = key;
        for (int i = 0; i < n; i++) {
            state += increment;
            out[i] = uniformOf(mix(state));
        }
    }

    private static double uniformOf(long bits) {
        return ((bits >>> 12) + 0.5) * CELL;
    }

    /**
     * Writes standard normal numbers, the same bits as {@link #normal(long)} one by one.
     *
     * @param out where to; length at least {@code n}
     * @param n how many, from index 0
     */
    public void normals(double[] out, int n) {
        writeNormals(key, increment, out, n);
    }

    private static void writeNormals(long key, long increment, double[] out, int n) {
        Chunk chunk = CHUNK.get();
        for (int start = 0; start < n; start += Chunk.SIZE) {
            chunk.normals(key + start * increment, increment, out, start, Math.min(start + Chunk.SIZE, n));
        }
    }

    private static final ThreadLocal<Chunk> CHUNK = ThreadLocal.withInitial(Chunk::new);

    private static long increment(long key) {
        long odd = mix(key ^ INCREMENT) | 1;
        // Too few changes between neighbouring bits make a weak Weyl sequence (Steele et al., section 5).
        return Long.bitCount(odd ^ (odd >>> 1)) < 24 ? odd ^ 0xAAAAAAAAAAAAAAAAL : odd;
    }

    private static long mix(long z) {
        long y = (z ^ (z >>> 30)) * FIRST;
        long x = (y ^ (y >>> 27)) * SECOND;
        return x ^ (x >>> 31);
    }
}

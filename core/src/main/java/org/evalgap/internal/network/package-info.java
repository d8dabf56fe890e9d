/**
 * A perceptron with two hidden layers of rectified units, trained by policy gradient: arrays and loops, and nothing that knows of
 * scenarios. Not part of the public interface.
 *
 * <p>Sums run in ascending order of their index, or over groups of four whose shape is fixed ({@code SubsetSums}), so that bits
 * depend neither on the machine nor on how a batch is cut into tiles.
 *
 * <p>The way of a caller: a {@code NetworkTrainer} for a number of inputs and a {@code Recipe} makes networks. A {@code Network} is
 * {@linkplain org.evalgap.internal.network.Network#draw drawn} from a stream, pretrained on a {@code TaskTable} if wanted, and then
 * trained on another, which has a column for each coordinate (skills, then surface), logits θ − b and answers ±1 of all
 * environments so far. {@code gains} writes what to add to θ − b of any other table: y f(x), what pretraining gave included, so
 * that a pretrained lab's "before" is θ − b plus gains before training. A round trains from update 0 to ⌊T/R⌋ with a stream of its
 * own round and candidate, at one go or in parts, k of 64 ending at ⌊kT/64R⌋, with the same bits; the network keeps its baselines
 * learned values and Adam's means from one call to the next, and {@code copy} copies them, for candidates and for moments of a
 * trajectory. A recipe's {@code Reward} says what an episode is rewarded for: horizon H, critic ρ, by whose value function it
 * judges, normalisation ν and KL penalty β, whose u₀ is what the network said before its first training.
 */
@NullMarked
package org.evalgap.internal.network;

import org.jspecify.annotations.NullMarked;

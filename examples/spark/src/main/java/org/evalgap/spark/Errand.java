package org.evalgap.spark;

import java.io.Serializable;
import java.util.Objects;
import org.apache.spark.TaskContext;
import org.apache.spark.TaskKilledException;
import org.apache.spark.broadcast.Broadcast;
import scala.collection.Iterator;
import scala.runtime.AbstractFunction2;

/**
 * What Spark runs on executors. It is all that is serialised as an object, and holds a name and a handle of Spark's own; plans,
 * pieces and results are bytes of ours.
 */
final class Errand extends AbstractFunction2<TaskContext, Iterator<byte[]>, byte[]> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String hash;
    private final Broadcast<byte[]> brief;

    /**
     * An errand.
     *
     * @param hash of the brief
     * @param brief what executors are told
     */
    Errand(String hash, Broadcast<byte[]> brief) {
        this.hash = Objects.requireNonNull(hash);
        this.brief = Objects.requireNonNull(brief);
    }

    /** Does the one task of a partition. */
    @Override
    public byte[] apply(TaskContext context, Iterator<byte[]> tasks) {
        byte[] answer = Station.of(hash, brief::value).work(tasks.next(), context::isInterrupted);
        if (answer == null) {
            throw new TaskKilledException("nobody wants the result any more");
        }
        return answer;
    }
}

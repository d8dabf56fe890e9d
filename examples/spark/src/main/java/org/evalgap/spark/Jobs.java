package org.evalgap.spark;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.rdd.RDD;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;
import scala.runtime.AbstractFunction2;
import scala.runtime.BoxedUnit;

/** Jobs of Spark whose tasks are bytes, and whose answers are taken in as they come. */
final class Jobs {
    private static final ClassTag<byte[]> BYTES = ClassTag$.MODULE$.apply(byte[].class);

    private Jobs() {}

    /** Takes answers in, in any order, from a thread of Spark's. */
    @FunctionalInterface
    interface Sink {
        void answer(int task, byte[] answer);
    }

    /** Runs a job of one partition a task, and returns when all are answered. Throws whatever Spark throws. */
    static void run(JavaSparkContext spark, String group, List<byte[]> tasks, Errand errand, Sink sink) {
        spark.setJobGroup(group, "EvalGap", false);
        RDD<byte[]> pieces = spark.parallelize(tasks, tasks.size()).rdd();
        List<Object> partitions = IntStream.range(0, tasks.size()).boxed().collect(Collectors.toList());
        Seq<Object> all = CollectionConverters.asScala(partitions).toSeq();
        spark.sc()
                .runJob(
                        pieces,
                        errand,
                        all,
                        new AbstractFunction2<Object, byte[], BoxedUnit>() {
                            @Override
                            public BoxedUnit apply(Object task, byte[] answer) {
                                sink.answer((Integer) task, answer);
                                return BoxedUnit.UNIT;
                            }
                        },
                        BYTES);
    }
}

/**
 * The library: how much of a benchmark gain survives contact with tasks nobody trained for. Every package but those below
 * {@code internal} is exported; start with {@link org.evalgap.Simulator}.
 */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module org.evalgap {
    requires commons.math3;
    requires transitive java.sql;
    requires org.apache.commons.text;
    requires transitive org.jspecify;
    requires transitive tablesaw.core;
    // What Tablesaw calls: it names no module itself, and modules with a descriptor are resolved only where one is
    // named.
    requires io.github.classgraph;
    requires org.slf4j;
    requires roaringbitmap;

    exports org.evalgap;
    exports org.evalgap.audit;
    exports org.evalgap.environment;
    exports org.evalgap.estimate;
    exports org.evalgap.estimate.evals;
    exports org.evalgap.estimate.honesty;
    exports org.evalgap.estimate.power;
    exports org.evalgap.explain;
    exports org.evalgap.explain.planning;
    exports org.evalgap.explain.population;
    exports org.evalgap.goodhart;
    exports org.evalgap.learner;
    exports org.evalgap.measure;
    exports org.evalgap.protocol;
    exports org.evalgap.protocol.board;
    exports org.evalgap.random;
    exports org.evalgap.reading;
    exports org.evalgap.report;
    exports org.evalgap.sensitivity;
    exports org.evalgap.store;
    exports org.evalgap.study;
    exports org.evalgap.study.closedform;
    exports org.evalgap.study.engine;
    exports org.evalgap.study.frame;
    exports org.evalgap.study.process;
    exports org.evalgap.study.research;
    exports org.evalgap.sweep;
    exports org.evalgap.sweep.run;
    exports org.evalgap.task;
    exports org.evalgap.work;
}

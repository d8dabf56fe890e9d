package org.evalgap.cli.suite;

import java.util.List;
import org.evalgap.audit.Positions;

/** Rows of several sources of one dimension, one source behind the other. */
final class JoinedRows implements Positions {
    private final List<Positions> parts;
    private final int[] begins;

    private JoinedRows(List<Positions> parts) {
        this.parts = List.copyOf(parts);
        this.begins = new int[parts.size() + 1];
        for (int k = 0; k < parts.size(); k++) {
            begins[k + 1] = begins[k] + parts.get(k).size();
        }
    }

    /** At least one source; a single one is given back as it is. */
    static Positions of(List<Positions> parts) {
        return parts.size() == 1 ? parts.get(0) : new JoinedRows(parts);
    }

    @Override
    public int size() {
        return begins[parts.size()];
    }

    @Override
    public int dimension() {
        return parts.get(0).dimension();
    }

    @Override
    public void row(int i, double[] out) {
        int k = 0;
        while (i >= begins[k + 1]) {
            k++;
        }
        parts.get(k).row(i - begins[k], out);
    }
}

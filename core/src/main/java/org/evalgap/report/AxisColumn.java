package org.evalgap.report;

import tech.tablesaw.api.CategoricalColumn;
import tech.tablesaw.api.DoubleColumn;

/** Numbers by which rows can be grouped, which Tablesaw's own columns of doubles cannot: equal values to the bit are a group. */
final class AxisColumn extends DoubleColumn implements CategoricalColumn<Double> {
    AxisColumn(String name) {
        super(name);
    }

    @Override
    public AxisColumn createCol(String name) {
        return new AxisColumn(name);
    }

    @Override
    public AxisColumn createCol(String name, int size) {
        AxisColumn column = new AxisColumn(name);
        for (int i = 0; i < size; i++) {
            column.appendMissing();
        }
        return column;
    }

    @Override
    public AxisColumn copy() {
        AxisColumn column = (AxisColumn) emptyCopy();
        column.append(this);
        return column;
    }
}

package org.evalgap.cli.output;

import java.util.List;
import java.util.Map;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Prose;
import org.evalgap.study.frame.StudyParameter;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudyTable;
import org.jspecify.annotations.Nullable;

/** Studies for programs: settings, finding, tables, figures as data, and the texts. */
public final class StudyRecords {
    private StudyRecords() {}

    /**
     * Results as JSON.
     *
     * @param results of one study or several
     * @return one object for one study, a list of objects for several
     */
    public static String json(List<StudyResult> results) {
        List<Map<String, @Nullable Object>> objects =
                results.stream().map(StudyRecords::result).toList();
        return Json.text(objects.size() == 1 ? objects.get(0) : objects);
    }

    private static Map<String, @Nullable Object> result(StudyResult result) {
        Map<String, @Nullable Object> settings = Tree.of();
        for (StudyParameter parameter : result.settings().parameters()) {
            settings.put(parameter.name(), result.settings().get(parameter));
        }
        Prose prose = result.study().prose();
        return Tree.of(
                "study", result.study().name(),
                "question", prose.question(),
                "settings", settings,
                "seed", result.seed(),
                "finding", result.finding(),
                "tables", result.tables().stream().map(StudyRecords::table).toList(),
                "figures", result.figures().stream().map(StudyRecords::figure).toList(),
                "model", prose.model(),
                "shows", prose.shows(),
                "cannotTell", prose.cannotTell(),
                "literature", prose.literature());
    }

    private static Map<String, @Nullable Object> table(StudyTable table) {
        List<Map<String, @Nullable Object>> columns = table.columns().stream()
                .map(column -> Tree.of("name", column.name(), "unit", column.unit()))
                .toList();
        return Tree.of("name", table.name(), "title", table.title(), "columns", columns, "rows", table.rows());
    }

    private static Map<String, @Nullable Object> figure(Figure figure) {
        Map<String, @Nullable Object> object =
                Tree.of("name", figure.name(), "title", figure.title(), "caption", figure.caption());
        if (figure instanceof Figure.Lines lines) {
            object.putAll(Tree.of("kind", "lines", "x", axis(lines.x()), "y", axis(lines.y())));
            object.put(
                    "series", lines.series().stream().map(StudyRecords::series).toList());
        } else if (figure instanceof Figure.Bars bars) {
            object.putAll(Tree.of("kind", "bars", "x", axis(bars.x()), "y", axis(bars.y()), "groups", bars.groups()));
            object.put(
                    "series", bars.series().stream().map(StudyRecords::series).toList());
        } else if (figure instanceof Figure.HeatMap map) {
            object.putAll(Tree.of("kind", "heatMap", "x", axis(map.x()), "y", axis(map.y())));
            object.putAll(Tree.of("value", axis(map.value()), "columns", map.columns(), "rows", map.rows()));
            object.put("values", map.values());
        }
        return object;
    }

    private static Map<String, @Nullable Object> axis(Figure.Axis axis) {
        return Tree.of("label", axis.label(), "unit", axis.unit(), "logarithmic", axis.logarithmic());
    }

    private static Map<String, @Nullable Object> series(Figure.Series series) {
        Map<String, @Nullable Object> object =
                Tree.of("name", series.name(), "mark", series.mark().name());
        object.putAll(Tree.of("x", series.x(), "y", series.y(), "halfWidths", series.halfWidths()));
        return object;
    }
}

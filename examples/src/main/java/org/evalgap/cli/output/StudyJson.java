package org.evalgap.cli.output;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Prose;
import org.evalgap.study.frame.StudyParameter;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudyTable;

/** Studies as JSON: settings, finding, tables, figures as data, and the texts. */
public final class StudyJson {
    private StudyJson() {}

    /**
     * Results as JSON.
     *
     * @param results of one study or several
     * @return one object for one study, a list of objects for several
     */
    public static String text(List<StudyResult> results) {
        List<Map<String, Object>> objects =
                results.stream().map(StudyJson::result).toList();
        return Output.json(objects.size() == 1 ? objects.get(0) : objects);
    }

    private static Map<String, Object> result(StudyResult result) {
        Map<String, Object> settings = new LinkedHashMap<>();
        for (StudyParameter parameter : result.settings().parameters()) {
            settings.put(parameter.name(), result.settings().get(parameter));
        }
        Prose prose = result.study().prose();
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("study", result.study().name());
        object.put("question", prose.question());
        object.put("settings", settings);
        object.put("seed", result.seed());
        object.put("finding", result.finding());
        object.put("tables", result.tables().stream().map(StudyJson::table).toList());
        object.put("figures", result.figures().stream().map(StudyJson::figure).toList());
        object.put("model", prose.model());
        object.put("shows", prose.shows());
        object.put("cannotTell", prose.cannotTell());
        object.put("literature", prose.literature());
        return object;
    }

    private static Map<String, Object> table(StudyTable table) {
        List<Map<String, Object>> columns = table.columns().stream()
                .map(column -> object("name", column.name(), "unit", column.unit()))
                .toList();
        return object("name", table.name(), "title", table.title(), "columns", columns, "rows", table.rows());
    }

    private static Map<String, Object> figure(Figure figure) {
        Map<String, Object> object =
                object("name", figure.name(), "title", figure.title(), "caption", figure.caption());
        if (figure instanceof Figure.Lines lines) {
            object.putAll(object("kind", "lines", "x", axis(lines.x()), "y", axis(lines.y())));
            object.put("series", lines.series().stream().map(StudyJson::series).toList());
        } else if (figure instanceof Figure.Bars bars) {
            object.putAll(object("kind", "bars", "x", axis(bars.x()), "y", axis(bars.y()), "groups", bars.groups()));
            object.put("series", bars.series().stream().map(StudyJson::series).toList());
        } else if (figure instanceof Figure.HeatMap map) {
            object.putAll(object("kind", "heatMap", "x", axis(map.x()), "y", axis(map.y())));
            object.putAll(object("value", axis(map.value()), "columns", map.columns(), "rows", map.rows()));
            object.put("values", map.values());
        }
        return object;
    }

    private static Map<String, Object> axis(Figure.Axis axis) {
        return object("label", axis.label(), "unit", axis.unit(), "logarithmic", axis.logarithmic());
    }

    private static Map<String, Object> series(Figure.Series series) {
        Map<String, Object> object =
                object("name", series.name(), "mark", series.mark().name());
        object.putAll(object("x", series.x(), "y", series.y(), "halfWidths", series.halfWidths()));
        return object;
    }

    /** An object of names and values in turn. */
    private static Map<String, Object> object(Object... entries) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            object.put((String) entries[i], entries[i + 1]);
        }
        return object;
    }
}

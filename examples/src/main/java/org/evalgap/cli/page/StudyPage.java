package org.evalgap.cli.page;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.evalgap.cli.input.InputException;
import org.evalgap.cli.output.Numbers;
import org.evalgap.cli.text.StudyText;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Prose;
import org.evalgap.study.frame.StudyParameter;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudyTable;

/** Results of studies as files: tables, figures, and one page that shows them and needs nothing beside itself. */
public final class StudyPage {
    private static final String OPTION = "--out";

    private StudyPage() {}

    /**
     * Writes one folder for each study and the page.
     *
     * @param results of one study or several
     * @param directory where to; made if it does not exist
     * @throws InputException if a file cannot be written
     */
    public static void write(List<StudyResult> results, Path directory) {
        StringBuilder page = new StringBuilder();
        page.append("<h1>EvalGap studies</h1>\n");
        contents(results, page);
        for (StudyResult result : results) {
            Path folder = directory.resolve(result.study().name());
            Page.makeDirectory(OPTION, folder);
            section(result, folder, page);
        }
        Page.write(OPTION, directory, Page.plain("EvalGap studies", page.toString()), Map.of());
    }

    private static void contents(List<StudyResult> results, StringBuilder page) {
        if (results.size() > 1) {
            page.append("<ul>\n");
            for (StudyResult result : results) {
                String name = result.study().name();
                page.append("<li><a href=\"#")
                        .append(name)
                        .append("\">")
                        .append(name)
                        .append("</a>: ");
                page.append(Page.escaped(result.study().prose().question())).append("</li>\n");
            }
            page.append("</ul>\n");
        }
    }

    /** A finding is one sentence of many clauses; apart, each is read once. A semicolon in brackets parts nothing. */
    static List<String> sentences(String finding) {
        List<String> sentences = new ArrayList<>();
        for (String clause : finding.replaceFirst("\\.$", "").split("; (?![^(]*\\))")) {
            sentences.add(Character.toUpperCase(clause.charAt(0)) + clause.substring(1) + ".");
        }
        return sentences;
    }

    private static void section(StudyResult result, Path folder, StringBuilder page) {
        String name = result.study().name();
        page.append("<section id=\"")
                .append(name)
                .append("\"><h2>")
                .append(name)
                .append("</h2>\n");
        Prose prose = result.study().prose();
        paragraph("", prose.question(), page);
        for (String sentence : sentences(result.finding())) {
            page.append("<p class=\"finding\">").append(Page.escaped(sentence)).append("</p>\n");
        }
        for (Figure figure : result.figures()) {
            figure(figure, folder, page);
        }
        paragraph("Model.", prose.model(), page);
        paragraph("What it shows.", prose.shows(), page);
        paragraph("What it cannot tell.", prose.cannotTell(), page);
        for (StudyTable table : result.tables()) {
            table(table, name, folder, page);
        }
        parameters(result, page);
        page.append("<details><summary>Literature</summary><ul>\n");
        for (String reference : prose.literature()) {
            page.append("<li>").append(Page.escaped(reference)).append("</li>\n");
        }
        page.append("</ul></details></section>\n");
    }

    private static void paragraph(String lead, String text, StringBuilder page) {
        page.append("<p>").append(lead.isEmpty() ? "" : "<strong>" + lead + "</strong> ");
        page.append(Page.escaped(text)).append("</p>\n");
    }

    private static void figure(Figure figure, Path folder, StringBuilder page) {
        Map<String, byte[]> images = new LinkedHashMap<>();
        page.append(Page.figure(figure, images));
        images.forEach((name, png) -> Page.write(OPTION, folder.resolve(name), png));
    }

    private static void table(StudyTable table, String study, Path folder, StringBuilder page) {
        byte[] csv = table.toCsv().getBytes(StandardCharsets.UTF_8);
        Page.write(OPTION, folder.resolve(table.name() + ".csv"), csv);
        page.append("<details><summary>Table: ")
                .append(Page.escaped(table.title()))
                .append("</summary>\n");
        page.append("<p><a href=\"")
                .append(study)
                .append('/')
                .append(table.name())
                .append(".csv\">CSV</a></p>");
        page.append(Page.scroll(Page.escaped(table.title()))).append("<table><thead><tr>");
        for (StudyTable.Column column : table.columns()) {
            page.append("<th scope=\"col\">").append(Page.escaped(column.name()));
            page.append(column.unit().isEmpty() ? "" : "<br><small>" + Page.escaped(column.unit()) + "</small>");
            page.append("</th>");
        }
        page.append("</tr></thead><tbody>\n");
        for (List<Object> row : table.rows()) {
            page.append(row.stream()
                    .map(cell -> "<td>" + Page.escaped(StudyText.cell(cell)) + "</td>")
                    .collect(Collectors.joining("", "<tr>", "</tr>\n")));
        }
        page.append("</tbody></table></div></details>\n");
    }

    private static void parameters(StudyResult result, StringBuilder page) {
        page.append("<details><summary>Parameters, seed ").append(result.seed()).append("</summary>");
        page.append(Page.scroll("Parameters of " + result.study().name()))
                .append(
                        "<table><thead><tr><th scope=\"col\">parameter</th><th scope=\"col\">value</th><th scope=\"col\">unit</th>");
        page.append("<th scope=\"col\">legal</th><th scope=\"col\">meaning</th></tr></thead><tbody>\n");
        for (StudyParameter parameter : result.settings().parameters()) {
            page.append("<tr><td>").append(parameter.name());
            page.append("</td><td>").append(Numbers.text(result.settings().get(parameter)));
            page.append("</td><td>").append(Page.escaped(parameter.unit()));
            page.append("</td><td>").append(Page.escaped(parameter.range().toString()));
            page.append("</td><td>").append(Page.escaped(parameter.meaning())).append("</td></tr>\n");
        }
        page.append("</tbody></table></div></details>\n");
    }
}

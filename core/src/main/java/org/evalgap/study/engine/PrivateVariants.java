package org.evalgap.study.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.evalgap.Board;
import org.evalgap.Board.Release;
import org.evalgap.Parameter;
import org.evalgap.Scenario;
import org.evalgap.protocol.Protocol;
import org.evalgap.protocol.StandardProtocol;
import org.evalgap.protocol.Telling;
import org.evalgap.study.frame.Claim;
import org.evalgap.study.frame.Curves;
import org.evalgap.study.frame.Estimate;
import org.evalgap.study.frame.Figure;
import org.evalgap.study.frame.Figure.Axis;
import org.evalgap.study.frame.Figure.Series;
import org.evalgap.study.frame.Study;
import org.evalgap.study.frame.StudyParameter;
import org.evalgap.study.frame.StudyResult;
import org.evalgap.study.frame.StudySettings;
import org.evalgap.study.frame.StudyTable;
import org.evalgap.study.frame.Tally;
import org.evalgap.study.frame.Words;

/** What a lab gains on a board that tries many private variants and publishes the best, against a rival who is better. */
final class PrivateVariants implements Study {
    static final StudyParameter VARIANTS =
            StudyParameter.whole("variants", 27, 2, 64, "variants", "variants that the one lab tries a release");
    static final StudyParameter LEAD =
            StudyParameter.in("lead", 0.15, 0, 5, "logits", "competence that the rival, who tries one, is ahead");
    static final StudyParameter LIMIT =
            StudyParameter.whole("limit", 3, 1, 64, "submissions", "submissions that count where they are limited");
    static final StudyParameter PUBLIC_ITEMS =
            StudyParameter.whole("publicItems", 500, 10, 5000, "items", Parameter.PUBLIC_ITEMS.meaning());
    static final StudyParameter INSPIRATION = StudyParameter.of(Parameter.INSPIRATION, 0.2);
    static final StudyParameter REPLICATES = StudyParameter.whole("replicates", 30, 2, 10_000, "", "boards");

    private static final int ENVIRONMENTS = 64;
    private static final int TASKS = 500;
    private static final int QUICK = 8;

    @Override
    public String name() {
        return "private-variants";
    }

    @Override
    public List<StudyParameter> parameters() {
        return List.of(VARIANTS, LEAD, LIMIT, PUBLIC_ITEMS, INSPIRATION, REPLICATES);
    }

    @Override
    public Claim claim(StudySettings settings, long seed) {
        int boards = Math.min(QUICK, settings.count(REPLICATES));
        return new Claim("the swarm is told more than its rival on a private board", LEAD, 0, 5, boards, s -> {
            Board board = board(s);
            Tally margin = new Tally();
            for (int r = 0; r < boards; r++) {
                Release[] labs = board.simulate(StandardProtocol.privately(), seed, r)[0];
                margin.add(labs[1].told() - labs[0].told());
            }
            return margin.mean();
        });
    }

    private static List<Protocol> protocols(StudySettings settings) {
        StandardProtocol hidden = StandardProtocol.privately();
        return Stream.of(
                        StandardProtocol.open(),
                        hidden,
                        hidden.limited(settings.count(LIMIT)),
                        hidden.limited(1),
                        hidden.telling(Telling.rounded(2)),
                        hidden.telling(Telling.ladder()))
                .distinct()
                .map(Protocol.class::cast)
                .toList();
    }

    private static Board board(StudySettings settings) {
        Scenario rival = Scenario.withDefaults()
                .withEnvironments(ENVIRONMENTS)
                .withFreshItems(TASKS)
                .withWorkTasks(TASKS)
                .withPublicItems(settings.count(PUBLIC_ITEMS))
                .withInspiration(settings.get(INSPIRATION));
        Scenario swarm = rival.withCandidates(settings.count(VARIANTS));
        return Board.of(List.of(rival.withCompetence(settings.get(LEAD)), swarm), new double[2]);
    }

    @Override
    public StudyResult measure(StudySettings settings, long seed) {
        Board board = board(settings);
        StudyTable.Builder table = StudyTable.named("protocols", "The swarm against a better rival, by protocol")
                .columns("protocol")
                .estimates("swarmInflation", "rivalInflation", "swarmLeads", "regret");
        for (Protocol protocol : protocols(settings)) {
            Tally[] tallies = {new Tally(), new Tally(), new Tally(), new Tally()};
            for (int r = 0; r < settings.count(REPLICATES); r++) {
                count(board.simulate(protocol, seed, r)[0], tallies);
            }
            List<Object> row = new ArrayList<>(List.of(protocol.name()));
            for (Tally tally : tallies) {
                row.add(Estimate.of(tally));
            }
            table.row(row.toArray());
        }
        StudyTable built = table.build();
        return new StudyResult(
                this, settings, seed, List.of(built), List.of(figure(settings, built)), finding(settings, built));
    }

    private static void count(Release[] labs, Tally[] tallies) {
        Release rival = labs[0];
        Release swarm = labs[1];
        boolean leads = Board.leader(labs) == 1;
        double best = Math.max(rival.workScore(), swarm.workScore());
        tallies[0].add(swarm.told() - swarm.freshScore());
        tallies[1].add(rival.told() - rival.freshScore());
        tallies[2].add(leads ? 1 : 0);
        tallies[3].add(best - (leads ? swarm : rival).workScore());
    }

    private static Figure figure(StudySettings settings, StudyTable table) {
        List<String> groups = table.column("protocol").stream()
                .map(name -> name.toString().replace("private + ", ""))
                .toList();
        return new Figure.Bars(
                "inflation",
                "The best of " + Words.count(settings.count(VARIANTS), "variant") + " is told "
                        + points(table, "swarmInflation", 1) + " points too much on a private board, the rival "
                        + points(table, "rivalInflation", 1),
                "The swarm publishes the best of its variants, the rival its only one."
                        + Words.whiskers(settings.count(REPLICATES), "boards"),
                Axis.linear("protocol; all but the first hide the items", ""),
                Axis.linear("told − fresh score", "points"),
                groups,
                List.of(
                        bars("the swarm's inflation", table, "swarmInflation"),
                        bars("the rival's inflation", table, "rivalInflation")));
    }

    private static Series bars(String name, StudyTable table, String column) {
        List<Estimate> heights = IntStream.range(0, table.rows().size())
                .mapToObj(row -> table.estimate(column, row))
                .toList();
        return Curves.bars(name, 100, heights);
    }

    private static String finding(StudySettings settings, StudyTable table) {
        return "A lab that tries " + Words.count(settings.count(VARIANTS), "private variant")
                + " and publishes the best is told " + points(table, "swarmInflation", 0)
                + " points too much on an open board and " + points(table, "swarmInflation", 1)
                + " on a private one, its rival, who is " + Words.number(settings.get(LEAD)) + " logits ahead, "
                + points(table, "rivalInflation", 0) + " and " + points(table, "rivalInflation", 1)
                + "; the swarm leads " + share(table, 1) + " of the private boards"
                + (settings.count(LIMIT) == 1
                        ? ""
                        : ", " + share(table, 2) + " where " + Words.count(settings.count(LIMIT), "submission")
                                + " a release count,")
                + " and " + share(table, settings.count(LIMIT) == 1 ? 2 : 3) + " where one does.";
    }

    private static String share(StudyTable table, int row) {
        return Words.percent(table.numbers("swarmLeads")[row]);
    }

    private static String points(StudyTable table, String column, int row) {
        return table.estimate(column, row).points();
    }
}

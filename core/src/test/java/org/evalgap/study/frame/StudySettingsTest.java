package org.evalgap.study.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.evalgap.Parameter;
import org.junit.jupiter.api.Test;

/** What a study is run with, and what it answers. */
class StudySettingsTest {
    private static final StudyParameter X = StudyParameter.in("share", 0.25, 0, 1, "", "a share");
    private static final StudyParameter N = StudyParameter.whole("labs", 7, 1, 100, "labs", "how many labs");
    private static final StudySettings SETTINGS = StudySettings.defaults("some", List.of(X, N));

    /** Measures nothing but its settings. */
    private record Plain() implements Study {
        @Override
        public String name() {
            return "bug-loop";
        }

        @Override
        public List<StudyParameter> parameters() {
            return List.of(X, N);
        }

        @Override
        public StudyResult measure(StudySettings settings, long seed) {
            StudyTable table = StudyTable.named("t", "T")
                    .columns("share", "seed")
                    .row(settings.get(X), (int) seed)
                    .build();
            return new StudyResult(this, settings, seed, List.of(table), List.of(), "It is so.");
        }

        @Override
        public Claim claim(StudySettings settings, long seed) {
            return new Claim("it is more than " + seed, N, 1, 100, 0, s -> s.get(N) - seed - 0.5);
        }
    }

    @Test
    void settingsStartAtDefaultsAndChangeByCopies() {
        assertThat(SETTINGS.study()).isEqualTo("some");
        assertThat(SETTINGS.parameters()).containsExactly(X, N);
        assertThat(SETTINGS.get(X)).isEqualTo(0.25);
        assertThat(SETTINGS.count(N)).isEqualTo(7);
        StudySettings changed = SETTINGS.with("share", 0.5).with(" labs = 12 ");
        assertThat(changed.get(X)).isEqualTo(0.5);
        assertThat(changed.count(N)).isEqualTo(12);
        assertThat(changed).hasToString("some share=0.5 labs=12");
        assertThat(SETTINGS).hasToString("some share=0.25 labs=7");
        assertThat(changed.with("share", 0.25).with("labs", 7))
                .isEqualTo(SETTINGS)
                .hasSameHashCodeAs(SETTINGS);
        assertThat(changed).isNotEqualTo(SETTINGS).doesNotHaveSameHashCodeAs(SETTINGS);
        assertThat(SETTINGS).isNotEqualTo(null);
        assertThat(StudySettings.defaults("other", List.of(X, N))).doesNotHaveSameHashCodeAs(SETTINGS);
    }

    @Test
    void whatIsNoAssignmentOrNotLegalIsRefusedByName() {
        for (String text : List.of("share", "=1", "")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> SETTINGS.with(text))
                    .withMessage("a setting is NAME=VALUE: \"" + text + "\"");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.with("share=much"))
                .withMessage("share must be a number in [0, 1]: \"much\"");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.with("shares=0.5"))
                .withMessageContainingAll("study some", "\"shares\"", "\"share\"", "Its parameters: share, labs");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.with("share", 1.5))
                .withMessageContainingAll("share must be in [0, 1]: 1.5", "share: a share [0.25]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.with("labs", 2.5))
                .withMessageContainingAll("labs must be one of the ", "2.5", "labs: how many labs [7]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StudyParameter.in("share", 2, 0, 1, "", "a share"))
                .withMessage("share must be in [0, 1]: 2");
    }

    @Test
    void aParameterOfScenariosKeepsItsDeclaration() {
        StudyParameter budget = StudyParameter.of(Parameter.BUDGET, 12);
        assertThat(budget.name()).isEqualTo(Parameter.BUDGET.label());
        assertThat(budget.range()).isEqualTo(Parameter.BUDGET.range());
        assertThat(budget.defaultValue()).isEqualTo(12);
        assertThat(StudyParameter.of(Parameter.BUDGET).defaultValue()).isEqualTo(Parameter.BUDGET.byDefault());
    }

    /** More than 3 labs: from 4 on it is true, and with 100 as well. */
    @Test
    void aRunEndsWithWhatDecidesItsFinding() {
        Study study = new Plain();
        assertThat(study.defaults()).hasToString("bug-loop share=0.25 labs=7");
        assertThat(study.prose()).isEqualTo(Prose.of("bug-loop"));
        assertThat(study.prose().question()).endsWith("?");
        StudyResult result = study.run(study.defaults().with("share", 0.75), 3);
        assertThat(result.finding())
                .isEqualTo(
                        "It is so; the claim that it is more than 3 stays true while labs is at least 4 (it is 7 here, and"
                                + " was tried up to 100).");
        assertThat(result.tables()).extracting(StudyTable::name).containsExactly("t", "turning");
        assertThat(result.tables().get(0).rows()).containsExactly(List.of(0.75, 3));
        assertThat(result.tables().get(1).column("downTo")).containsExactly(4.0);
        assertThat(result.tables().get(1).column("upTo")).containsExactly("");
        assertThat(result.tables().get(1).column("holds")).containsExactly("yes");
        StudyResult not = study.run(study.defaults(), 20);
        assertThat(not.tables().get(1).column("holds")).containsExactly("no");
        assertThat(not.tables().get(1).column("upTo")).containsExactly(20.0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StudyResult(study, study.defaults(), 1, List.of(), List.of(), "."))
                .withMessageContaining("tables of study bug-loop");
    }
}

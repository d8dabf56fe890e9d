package org.evalgap.environment;

/**
 * The model's designer. An environment is, with probability λ, made from a public item: item i is picked with probability
 * proportional to (1 − p_i)^ψ, its position is x_i + δ·N(0, I), its difficulty the item's, its format the eval's. Otherwise
 * it is drawn from what designers imagine.
 *
 * <p>Every environment has its own index in every stream, used or not: a change of one parameter changes only what that
 * parameter means.
 */
public final class InspiredDesigner implements EnvironmentDesigner {
    /** The designer; it has no settings of its own. */
    public static final InspiredDesigner INSTANCE = new InspiredDesigner();

    private InspiredDesigner() {}

    @Override
    public String name() {
        return "inspired";
    }

    @Override
    public boolean looksAtSuccess(double inspiration, double errorFocus) {
        return errorFocus > 0 && inspiration > 0;
    }

    @Override
    public void design(DesignBrief brief, EnvironmentSheet sheet) {
        brief.designAsUsual(sheet);
    }
}

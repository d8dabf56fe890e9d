"""Scores of the presets by the NumPy program of benchmarks/peers, for StylisedFactsTest; README.md beside it."""

import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[5] / "benchmarks" / "peers"))

import default_run
import numpy as np

SEED = 20261123
PRESETS = {
    "default": (600, {}),
    "narrow": (120, {"INSPIRATION": 1.0}),
    "broad": (120, {"INSPIRATION": 1.0, "MEMORIZATION": 0.0, "BREADTH": 3.0, "BUDGET": 10.24}),
    "contaminated": (60, {"DEPARTURE": 0.0, "INSPIRATION": 1.0}),
}

print("preset,replicates," + ",".join(default_run.SCORE_NAMES))
for preset, (replicates, settings) in PRESETS.items():
    defaults = {name: getattr(default_run, name) for name in settings}
    vars(default_run).update(settings)
    model, seconds = default_run.DefaultRun(), np.zeros(len(default_run.PHASES))
    rows = [default_run.run(model, SEED, r, "DOP853", 1e-11, seconds)[0] for r in range(replicates)]
    print(f"{preset},{replicates}," + ",".join(f"{score:.12f}" for score in np.mean(rows, axis=0)))
    vars(default_run).update(defaults)

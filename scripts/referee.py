"""A second hand at the district model: the same priors and evidence, written anew in NumPyro and sampled with NUTS.

    python -m venv .venv-referee && .venv-referee/bin/pip install -r requirements-referee.txt
    .venv-referee/bin/python scripts/referee.py [--write]

The project's estimator (lib/estimates) takes a Gaussian around the centre for each of nine pairs of spreads, cuts it at the
floors and moves its draws onto the published totals. Here nothing is linear: the spreads are unknowns like all others,
published figures are narrow normals (``--tight``), floors a smooth step. Only the evidence is the project's own
(:func:`lib.estimates.evidence.gather`): what the model says is taken from the words of lib/estimates/unknowns.py and
observations.py, none of their code is called. ``--spreads D C`` holds the two spreads at known values.
``--write`` writes benchmarks/REFEREE.md: both results beside one another; ``--add`` adds a further run to it.
"""

from __future__ import annotations

import argparse
import platform
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from importlib.metadata import version
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import numpyro
import numpyro.distributions as dist
import pandas as pd
import scipy.special
from jax.flatten_util import ravel_pytree
from jax.scipy.special import expit, log_ndtr, logit
from numpyro.diagnostics import effective_sample_size, split_gelman_rubin
from numpyro.infer import MCMC, NUTS
from numpyro.infer.util import constrain_fn, initialize_model
from scipy.optimize import minimize

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from lib.estimates.evidence import Evidence, gather  # noqa: E402
from lib.estimates.parameters import FILE, MAIN, read_parameters  # noqa: E402
from lib.ledger import Ledger, load_ledger  # noqa: E402

RESULT = ROOT / "benchmarks" / "REFEREE.md"
SEED = 834
#: Standard deviation of published totals and rates (log, log-odds), here and in ours: narrower ones cost the sampler more
#: steps than it has. And that of a floor's smooth step in the log count.
TIGHT, OURS, STEP = 3e-3, 1e-3, 0.01
#: The search for a start goes from loose to tight totals.
TIGHTENING = (1.0, 0.3, 0.1, 0.03, 0.01)
CENSUS = 2019
#: Year of the comparison, and the share of a district's count that the halving path leaves of it at its end.
YEAR, PLAN_LEFT = 2024, 0.5
Sites = dict[str, jax.Array]
Potential = Callable[[jax.Array, float], jax.Array]


@dataclass(frozen=True)
class Settings:
    """How to sample; ``spreads``: held at these values instead of being sampled."""

    chains: int
    warmup: int
    draws: int
    tight: float
    spreads: tuple[float, float] | None


@dataclass(frozen=True)
class Province:
    """Rates of the two populations and of all, households: districts × years; ``share`` of minority households."""

    minority: jax.Array
    others: jax.Array
    share: jax.Array
    rate: jax.Array
    households: jax.Array
    base_error: jax.Array

    @property
    def poor(self) -> jax.Array:
        """Poor households, districts × years."""
        return self.rate * self.households


@dataclass(frozen=True)
class Sampled:
    """Draws by chain (chains × draws × ...) and the seconds they took."""

    rate: np.ndarray
    households: np.ndarray
    spreads: dict[str, np.ndarray]
    divergences: int
    steps: float
    seconds: float

    @property
    def poor(self) -> np.ndarray:
        """Poor households."""
        return self.rate * self.households


def main() -> int:
    """Sample, compare, print; ``--write`` keeps the result."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chains", type=int, default=2)
    parser.add_argument("--warmup", type=int, default=1000)
    parser.add_argument("--draws", type=int, default=2000, help="of each chain")
    parser.add_argument("--tight", type=float, default=TIGHT, help="standard deviation of published totals (log)")
    parser.add_argument("--spreads", type=float, nargs=2, metavar=("DISTRICT", "CHANGE"), help="hold the spreads")
    parser.add_argument("--write", action="store_true", help="write benchmarks/REFEREE.md")
    parser.add_argument("--add", action="store_true", help="add this run to benchmarks/REFEREE.md")
    options = parser.parse_args()
    jax.config.update("jax_enable_x64", True)
    numpyro.set_host_device_count(options.chains)
    ledger = load_ledger(ROOT / "data")
    evidence = gather(ledger, read_parameters(ROOT / "data" / FILE))
    held = tuple(options.spreads) if options.spreads else None
    settings = Settings(options.chains, options.warmup, options.draws, options.tight, held)
    text = report(ledger, evidence, sample(evidence, settings), settings)
    print(text)
    if options.write or options.add:
        before = f"{RESULT.read_text(encoding='utf-8')}\n" if options.add else ""
        RESULT.write_text(before + text, encoding="utf-8")
    return 0


# The model


def model(tight: float, e: Evidence, spreads: tuple[float, float] | None = None) -> None:
    """Priors, evidence and floors; everything is standard normal but the two spreads."""
    n, t = len(e.units), len(e.years)
    learnt = e.parameters["prior"]["spreads"]
    if spreads is None:
        district = numpyro.sample("district", dist.HalfNormal(learnt["district"]))
        change = numpyro.sample("change", dist.HalfNormal(learnt["change"]))
    else:
        district, change = (jnp.asarray(value) for value in spreads)
    shapes = {
        "share": (n,), "own_minority": (n,), "own_others": (n,), "level": (3,), "pace": (3,), "wobble": (3, t - 1),
        "trend": (n,), "walk": (n, t - 1), "kv3": (), "shift": (), "base": (n,), "drift": (n,), "mountain_base": (),
        "mountain_drift": (), "denominator": (t,),
    }  # fmt: skip
    z = {name: numpyro.sample(name, dist.Normal().expand(shape).to_event(len(shape))) for name, shape in shapes.items()}
    p = province(e, z, district, change)
    predicted, values, errors = (
        jnp.stack([jnp.asarray(x) for x in column]) for column in zip(*said(e, z, p, tight), strict=True)
    )
    numpyro.sample("said", dist.Normal(predicted, errors).to_event(1), obs=values)
    numpyro.factor("floors", sum(floors(e, p), start=jnp.zeros(())))
    numpyro.deterministic("rate", p.rate)
    numpyro.deterministic("households", p.households)


def province(e: Evidence, z: Sites, district: jax.Array, change: jax.Array) -> Province:
    """Both populations' log-odds, their mixture, and the household base."""
    prior = e.parameters["prior"]
    t = len(e.years)
    y = jnp.arange(t)
    # Streams: minority households, others of the mountain area, others of the lowland.
    stream = np.where(e.mountain, 1, 2)
    step_sd = np.where(
        [basis == "projected" for basis in e.province_basis[1:]], prior["projected_step_sd"], prior["pace_wobble_sd"]
    )
    pace = prior["pace"]["mean"] + prior["pace"]["sd"] * z["pace"]
    common = prior["level_sd"] * z["level"][:, None] + pace[:, None] * y + summed(z["wobble"] * step_sd)

    def by_area(name: str) -> np.ndarray:
        return np.where(e.mountain, prior[name]["mountain"], prior[name]["lowland"])

    own = (by_area("district_trend_sd") * z["trend"])[:, None] * y
    own = change * (own + summed(by_area("district_walk_sd")[:, None] * z["walk"]))
    kv3 = (prior["kv3_effect"]["mean"] + prior["kv3_effect"]["sd"] * z["kv3"]) * e.kv3_share
    minority = expit(logit(e.em_rate / 100) + common[0] + kv3[:, None] + district * z["own_minority"][:, None] + own)
    others = expit(
        logit(e.majority_rate / 100) + common[stream] + kv3[:, None] + district * z["own_others"][:, None] + own
    )
    middle = np.clip(e.em_share, 1e-3, 1 - 1e-3)
    share = expit(logit(middle) + e.em_share_sd / (middle * (1 - middle)) * z["share"])
    rate = share[:, None] * minority + (1 - share[:, None]) * others
    error = base_error(e, z)
    return Province(minority, others, share, rate, households(e, error), error)


def summed(steps: jax.Array) -> jax.Array:
    """Steps between years added up, from nothing in the first year."""
    return jnp.concatenate([jnp.zeros((steps.shape[0], 1)), jnp.cumsum(steps, axis=1)], axis=1)


def base_error(e: Evidence, z: Sites) -> jax.Array:
    """Log-error of the household base: a district's own and its drift, and what the mountain area has in common.

    A district with a published total of its own drifts from the year of that total and has no part in the area's.
    """
    base = e.parameters["household_base"]
    years = np.array(e.years)
    known = e.household_sd == 0
    anchored = known.any(axis=1)
    since = np.tile(years - CENSUS, (len(e.units), 1)).astype(float)
    for d in np.flatnonzero(anchored):
        since[d] = np.abs(years[:, None] - years[known[d]]).min(axis=1)
    shared = base["mountain"]["mean"] + base["mountain"]["sd"] * z["mountain_base"]
    drift = base["mountain_drift"]["mean"] + base["mountain_drift"]["sd"] * z["mountain_drift"]
    area = (shared + drift * (years - years[0])) * (e.mountain & ~anchored)[:, None]
    return e.household_sd * z["base"][:, None] + base["district_drift_sd"] * since * z["drift"][:, None] + area


def households(e: Evidence, error: jax.Array) -> jax.Array:
    """Households, each year brought to the province by the districts without a published total."""
    drawn = e.households * jnp.exp(error)
    anchored = (e.household_sd == 0).any(axis=1)[:, None]
    kept, free = jnp.where(anchored, drawn, 0.0), jnp.where(anchored, 0.0, drawn)
    return kept + free * (e.households.sum(axis=0) - kept.sum(axis=0)) / free.sum(axis=0)


def said(e: Evidence, z: Sites, p: Province, tight: float) -> Iterator[tuple[jax.Array, float, float]]:
    """What each published figure should be, what it is, and its error: logs of rates and counts, log-odds of districts."""
    rules, base = e.parameters["evidence"], e.parameters["household_base"]
    place, at = {u: d for d, u in enumerate(e.units)}, {year: y for y, year in enumerate(e.years)}
    spread = {"interpolated": rules["interpolated_total_sd"], "projected": rules["projections"]["province_sd"]}
    for y, total in enumerate(e.households.sum(axis=0)):
        rate = p.poor[:, y].sum() / p.households[:, y].sum()
        yield jnp.log(rate), float(np.log(e.province_poor[y] / total)), spread.get(e.province_basis[y], tight)
    more = rules["more_than"]
    for floor in e.floors if more["use"] else ():
        digits = str(floor.poor).rstrip("0")
        step = 10.0 ** (len(str(floor.poor)) - len(digits))
        if floor.unit == e.province and floor.poor and 0.001 <= step / floor.poor <= 0.1:
            centre = floor.poor + more["excess"] * step
            poor = p.poor[:, at[floor.year]].sum()
            yield jnp.log(poor), float(np.log(centre)), more["sd"] * step / floor.poor
    for rates, sd in ((e.mountain_rate, tight), (e.projected_mountain_rate, rules["projections"]["mountain_sd"])):
        for year, value in rates.items():
            rate = p.poor[e.mountain, at[year]].sum() / p.households[e.mountain, at[year]].sum()
            yield jnp.log(rate), float(np.log(value / 100)), sd
    minority = p.share[:, None] * p.households
    poor = (minority * p.minority).sum(axis=0)
    own = rules["minority"]
    for use, figures in ((own["rates"], e.minority_rate), (own["counts"], e.minority_count)):
        for year, (value, status) in figures.items() if use else ():
            sd = float(np.hypot(own["rate_sd"], own["projection_sd"] if status == "projected" else 0.0))
            if figures is e.minority_rate:
                yield jnp.log(poor[at[year]] / minority[:, at[year]].sum()), float(np.log(value / 100)), sd
            else:
                over = own["denominator_sd"] * z["denominator"][at[year]]
                yield jnp.log(poor[at[year]]) + over, float(np.log(value)), sd
    for pin in e.pinned:
        yield logit(p.rate[place[pin.unit], at[pin.year]]), float(scipy.special.logit(pin.rate / 100)), tight
    old = rules["old_standard"]
    shift = e.old_shift + old["shift_sd"] * z["shift"]
    for unit, (value, carried) in e.old_log_odds.items() if old["use"] else ():
        sd = float(np.hypot(old["sd"], old["sd_per_year"] * carried))
        yield logit(p.rate[place[unit], 0]) - shift, value, sd
    some = rules["communes"]
    for unit, (value, part) in e.communes.items() if some["use"] else ():
        sd = some["sd"] * float(np.sqrt((1 - part) / part))
        yield logit(p.rate[place[unit], at[e.commune_year]]), value - some["selection"], sd
    words = rules["worded"]
    for unit, year, value in e.worded if words["use"] else ():
        yield logit(p.rate[place[unit], at[year]]), value + words["shift"], words["sd"]
    wish = rules["assigned"]
    for unit, (low, high) in e.assigned.items() if wish["use"] else ():
        level = float(np.log((low + high) / 2 / 100 / wish["share_of_rate"]))
        yield jnp.log(p.rate[place[unit], -2]), level, wish["share_log_sd"]
    for counted in e.counted if base["communes"]["use"] else ():
        sd = base["communes"]["sd"] * float(np.sqrt((1 - counted.share) / counted.share))
        yield p.base_error[place[counted.unit], at[counted.year]], counted.log_ratio, sd


def floors(e: Evidence, p: Province) -> Iterator[jax.Array]:
    """The log of a smooth step for every floor: near 0 above it, steeply falling below."""
    for floor in e.floors:
        poor = p.poor[:, e.years.index(floor.year)]
        count = poor.sum() if floor.unit == e.province else poor[e.units.index(floor.unit)]
        yield log_ndtr((jnp.log(count) - np.log(max(floor.poor, 1))) / STEP)


# Sampling


def sample(e: Evidence, settings: Settings) -> Sampled:
    """Run the chains beside one another, each from its own start."""
    began = time.perf_counter()
    told = partial(model, settings.tight, e, settings.spreads)
    key, *keys = jax.random.split(jax.random.PRNGKey(SEED), settings.chains + 1)
    potential, shaped, size = potentials(e, settings.spreads)
    starts = start(potential, size, keys, settings.tight)
    curvature = jax.jit(jax.hessian(lambda x: potential(x, settings.tight)))(starts[0])
    values, vectors = jnp.linalg.eigh(curvature)
    kernel = NUTS(
        potential_fn=lambda x: potential(x, settings.tight),
        target_accept_prob=0.9,
        # Steps are measured by the curvature at the start; a priori everything has the spread 1.
        inverse_mass_matrix=(vectors / jnp.maximum(jnp.abs(values), 1.0)) @ vectors.T,
        dense_mass=True,
        adapt_mass_matrix=False,
    )
    mcmc = MCMC(
        kernel,
        num_warmup=settings.warmup,
        num_samples=settings.draws,
        num_chains=settings.chains,
        chain_method="parallel",
        progress_bar=False,
    )
    # One chain has no axis of its own.
    begin = jnp.stack(starts) if settings.chains > 1 else starts[0]
    mcmc.run(key, init_params=begin, extra_fields=("diverging", "num_steps"))
    draws = mcmc.get_samples(group_by_chain=True)
    extra = mcmc.get_extra_fields(group_by_chain=True)
    follows = jax.jit(lambda x: constrain_fn(told, (), {}, shaped(x), return_deterministic=True))
    found = jax.tree.map(
        np.asarray, jax.lax.map(lambda chain: jax.lax.map(follows, chain), jax.device_put(draws, jax.devices()[0]))
    )
    return Sampled(
        rate=found["rate"],
        households=found["households"],
        spreads={name: found[name] for name in ("district", "change") if settings.spreads is None},
        divergences=int(extra["diverging"].sum()),
        steps=float(extra["num_steps"].mean()),
        seconds=time.perf_counter() - began,
    )


def potentials(e: Evidence, spreads: tuple[float, float] | None) -> tuple[Potential, Callable, int]:
    """Minus the log of the posterior over a flat vector of unknowns and the tolerance of totals; the vector's sites; its
    length.
    """
    told = partial(model, e=e, spreads=spreads)
    first = initialize_model(jax.random.PRNGKey(SEED), told, model_args=(1.0,), dynamic_args=True)
    flat, shaped = ravel_pytree(first.param_info.z)
    return (lambda x, tight: first.potential_fn(tight)(shaped(x))), shaped, flat.size


def start(potential: Potential, size: int, keys: list[jax.Array], tight: float) -> list[jax.Array]:
    """A start for every chain: from a random point downhill, totals from loose to tight."""
    slope = jax.jit(jax.value_and_grad(potential))

    def value(x: np.ndarray, sd: float) -> tuple[float, np.ndarray]:
        found, gradient = slope(x, sd)
        return float(found), np.asarray(gradient)

    starts = []
    for key in keys:
        x = np.asarray(jax.random.normal(key, (size,))) / 2
        for sd in (*TIGHTENING, tight):
            x = minimize(value, x, args=(sd,), jac=True, method="L-BFGS-B", options={"maxiter": 200}).x
        starts.append(jnp.asarray(x))
    return starts


# The comparison


def report(ledger: Ledger, e: Evidence, sampled: Sampled, settings: Settings) -> str:
    """Both results beside one another, in Markdown."""
    names = ledger.units.set_index("unit")["name_vi"].to_dict() | ledger.groups.set_index("group")["name_vi"].to_dict()
    rates, chances = compared_rates(ledger, e, sampled), compared_chances(ledger, e, sampled)
    free = rates[rates["basis"] == "model"]
    worst = pd.concat([free[["r_hat", "ess"]], chances[["r_hat", "ess"]]])
    spreads = [
        f"{name} {drawn.mean():.2f} (80 %: {' to '.join(f'{q:.2f}' for q in np.quantile(drawn, [0.1, 0.9]))};"
        f" r-hat {split_gelman_rubin(drawn):.3f}, effective draws {effective_sample_size(drawn):.0f})"
        for name, drawn in sampled.spreads.items()
    ]
    held = (
        "held at {:g} (district) and {:g} (change); ours weighs nine pairs around them".format(*settings.spreads)
        if settings.spreads
        else f"sampled: {'; '.join(spreads)}"
    )
    versions = ", ".join(f"{name} {version(name)}" for name in ("numpyro", "jax", "numpy"))
    lines = [
        f"# A referee for the estimates: spreads {'held' if settings.spreads else 'sampled'}",
        "",
        f"{date.today()}, `{command(settings)}`, {sampled.seconds:.0f} s; Python {platform.python_version()}, {versions}.",
        "",
        "The model of `lib/estimates`, written anew in NumPyro and sampled with NUTS (`scripts/referee.py`) on the same"
        " evidence, beside `data/estimates.csv` and the alternative `main` of `data/estimate_chances.csv`."
        " Differences are the referee's figure minus ours.",
        "",
        f"- Sampler: {settings.chains} chains of {settings.draws} draws after {settings.warmup} of warm-up,"
        f" {sampled.divergences} divergences, {sampled.steps:.0f} steps a draw (at most 1023).",
        f"- Published totals and rates are normals of {settings.tight:g} (ours: {OURS:g}, then moved onto them exactly);"
        f" a floor is a smooth step of {STEP:g} in the log of its count.",
        f"- Spreads {held}.",
        *slow(sampled),
        f"- Convergence of the figures below: r-hat at most {worst['r_hat'].max():.3f}, at least {worst['ess'].min():.0f}"
        f" effective draws (median {worst['ess'].median():.0f}); a probability's error of drawing is at most"
        f" {chances['error'].max():.3f}.",
        "",
        "|  | largest difference | mean absolute difference |",
        "|---|---|---|",
        summary("mean rate (points)", free["mean_gap"], free, names),
        summary("lower end of the 80 % interval (points)", free["low_gap"], free, names),
        summary("upper end of the 80 % interval (points)", free["high_gap"], free, names),
        summary(f"probability of being behind the halving path, end of {YEAR}", chances["gap"], chances, names),
        "",
        f"Districts and years without a published rate: {len(free)}."
        f" Of the {len(chances)} probabilities {int((chances['sides'] > 0).sum())} cross the limit of a claim"
        f" ({e.parameters['certain']:g}) by this way of estimating alone.",
        "",
        f"## Behind the halving path at the end of {YEAR}",
        "",
        "| place | ours | referee | difference | error of drawing | r-hat | effective draws |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| {names[r.unit]} | {r.ours:.3f} | {r.referee:.3f} | {r.gap:+.3f} | {r.error:.3f}"
            + (" | – | – |" if np.isnan(r.ess) else f" | {r.r_hat:.3f} | {r.ess:.0f} |")
            for r in chances.itertuples()
        ),
        "",
        "## Poor rates",
        "",
        "Percent, mean and 80 % interval; differences in points of the mean and of both ends. Published rates are left out.",
        "",
        "| district | year | ours | referee | mean | low | high | r-hat | effective draws |",
        "|---|---|---|---|---|---|---|---|---|",
        *(
            f"| {names[r.unit]} | {r.year} | {r.poor_rate:.2f} ({r.poor_rate_low:.2f} to {r.poor_rate_high:.2f})"
            f" | {r.mean:.2f} ({r.low:.2f} to {r.high:.2f}) | {r.mean_gap:+.2f} | {r.low_gap:+.2f} | {r.high_gap:+.2f}"
            f" | {r.r_hat:.3f} | {r.ess:.0f} |"
            for r in free.itertuples()
        ),
    ]
    return "\n".join(lines) + "\n"


def slow(sampled: Sampled) -> Iterator[str]:
    """A sentence for every spread the chains have not settled on: what follows from it is not settled either."""
    for name, drawn in sampled.spreads.items():
        r_hat, ess = float(split_gelman_rubin(drawn)), float(effective_sample_size(drawn))
        if r_hat > 1.05 or ess < 100:
            yield (
                f"- **Not settled: `{name}`** (r-hat {r_hat:.2f}, {ess:.0f} effective draws). Probabilities that depend on"
                " it are the chains' mean, their error of drawing is larger than the table says."
            )


def command(settings: Settings) -> str:
    """The call that gives this result."""
    held = f" --spreads {settings.spreads[0]:g} {settings.spreads[1]:g}" if settings.spreads else ""
    chains, sizes = f"--chains {settings.chains}", f"--warmup {settings.warmup} --draws {settings.draws}"
    return f"python scripts/referee.py {chains} {sizes} --tight {settings.tight:g}{held} --write"


def summary(what: str, gaps: pd.Series, table: pd.DataFrame, names: dict[str, str]) -> str:
    """One row: the largest difference and where it is, the mean of the absolute ones."""
    row = table.loc[gaps.abs().idxmax()]
    where = names[row["unit"]] + (f" {row['year']}" if "year" in table else "")
    return f"| {what} | {gaps[row.name]:+.3f} ({where}) | {gaps.abs().mean():.3f} |"


def compared_rates(ledger: Ledger, e: Evidence, sampled: Sampled) -> pd.DataFrame:
    """Every district and year: our figures, the referee's, the differences in points."""
    ours = pd.read_csv(ROOT / "data" / "estimates.csv", dtype={"unit": str})
    rate = sampled.rate * 100
    tails = [(1 - e.parameters["interval"]) / 2, (1 + e.parameters["interval"]) / 2]
    low, high = np.quantile(rate, tails, axis=(0, 1))
    mean, r_hat, ess = rate.mean(axis=(0, 1)), split_gelman_rubin(rate), effective_sample_size(rate)
    places = ours["unit"].map(e.units.index).to_numpy(), ours["year"].map(e.years.index).to_numpy()
    found = ours.assign(
        mean=mean[places],
        # As in ours, the interval of a skewed spread reaches to its mean.
        low=np.minimum(low, mean)[places],
        high=np.maximum(high, mean)[places],
        r_hat=r_hat[places],
        ess=ess[places],
    )
    return found.assign(
        mean_gap=found["mean"] - found["poor_rate"],
        low_gap=found["low"] - found["poor_rate_low"],
        high_gap=found["high"] - found["poor_rate_high"],
    )


def compared_chances(ledger: Ledger, e: Evidence, sampled: Sampled) -> pd.DataFrame:
    """Districts and areas: the probability that more poor households are left than the halving path leaves."""
    chances = pd.read_csv(ROOT / "data" / "estimate_chances.csv", dtype={"unit": str})
    asked = chances[(chances["alternative"] == MAIN) & (chances["target"] == "halving") & (chances["year"] == YEAR)]
    first, span = e.years[0], e.years[-1] - e.years[0]
    left = 1 - (1 - PLAN_LEFT) * (YEAR - first) / span
    certain = e.parameters["certain"]
    rows = []
    for unit, on_path in zip(asked["unit"], asked["on_path"], strict=True):
        members = [unit] if unit in e.units else ledger.members_of(unit)
        poor = sampled.poor[:, :, [e.units.index(member) for member in members]].sum(axis=2)
        behind = (poor[..., e.years.index(YEAR)] > left * poor[..., 0]).astype(float)
        mean, ours, alike = behind.mean(), 1 - on_path, behind.min() == behind.max()
        # What every draw says alike has no error that could be told from them.
        ess = np.nan if alike else float(effective_sample_size(behind))
        r_hat = np.nan if alike else float(split_gelman_rubin(behind))
        error = 0.0 if alike else float(np.sqrt(mean * (1 - mean) / ess))
        sides = sum((p >= certain) != (q >= certain) for p, q in ((ours, mean), (1 - ours, 1 - mean)))
        rows.append((unit, ours, mean, mean - ours, error, r_hat, ess, sides))
    return pd.DataFrame(rows, columns=["unit", "ours", "referee", "gap", "error", "r_hat", "ess", "sides"])


if __name__ == "__main__":
    sys.exit(main())

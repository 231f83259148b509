"""Rules between the tables: keys, duplicates, wording, arithmetic of poor households, dates, standards."""

from __future__ import annotations

from itertools import islice

from lib.base.findings import Finding
from lib.ledger.ledger import Ledger
from lib.ledger.rules.plans import commitments, groups, plans, targets, units
from lib.ledger.rules.questions import (
    duplicates,
    explanations,
    undeclared_bounds,
    undeclared_conflicts,
    unused_contradictions,
)
from lib.ledger.rules.references import identities, references
from lib.ledger.rules.sums import households, measures, parts_of_the_province, poverty, ranges
from lib.ledger.rules.times import dates, inferred_years, neighbours, reviews, spans, standards
from lib.ledger.rules.words import bounding_words, printed_days, ranges_in_words, wording

#: Wrong rows of one rule looked at; more of them mean a table of another kind.
_MOST_FINDINGS = 200


def cross_checks(ledger: Ledger) -> list[Finding]:
    """Every finding of every rule; an empty list when the ledger is sound."""
    rules = (
        references,
        identities,
        wording,
        bounding_words,
        ranges_in_words,
        duplicates,
        undeclared_conflicts,
        undeclared_bounds,
        printed_days,
        units,
        measures,
        ranges,
        poverty,
        dates,
        standards,
        neighbours,
        parts_of_the_province,
        households,
        explanations,
        inferred_years,
        reviews,
        spans,
        targets,
        commitments,
        groups,
        plans,
        unused_contradictions,
    )
    if (ledger.units["kind"] == "province").sum() != 1:
        # Most rules start from the province: without one they have nothing to say.
        return list(
            dict.fromkeys(finding for rule in (references, plans) for finding in islice(rule(ledger), _MOST_FINDINGS))
        )
    found = [finding for rule in rules for finding in islice(rule(ledger), _MOST_FINDINGS)]
    return list(dict.fromkeys(found))

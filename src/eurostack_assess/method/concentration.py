"""Step 9, exposure of a layer: how much of its use is under non-EU control or hard to leave, and its concentration.

Shares are parts of a layer's use or spend. If no share is given, every service of the layer counts the same; if some
are missing, those services divide the remainder, in whatever way is worst or best. Foreign concentration is measured
within the non-EU part, as the European Commission measures it within imports: measured over all use, it could not
exceed 0.4 without a non-EU majority, and the second test would follow from the first.

Sources: Herfindahl-Hirschman index; European Commission, SWD(2021) 352 (three tests, all of which must hold), by the
published implementations of its Core Dependency Indicators.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import Literal

from eurostack_assess.method.exact import ONE, ZERO, count_units, exact, total
from eurostack_assess.method.services import Node
from eurostack_assess.method.weighing import DIFFICULTIES, CountedChoice, Difficulty, count_ratio_between, weigh
from eurostack_assess.model.exposure import UNKNOWN_COUNTRY, Concentration, Interval, StagedExposure, YesNoOpen
from eurostack_assess.model.framework import Thresholds
from eurostack_assess.model.profile import Criticality, Dependency, Exit

MAX_EFFECTIVE_SUPPLIERS = 1_000_000
"""An effective number above this is not a number to report."""

Bounds = tuple[Fraction, Fraction]


@dataclass(frozen=True)
class AssessedService:
    """One service with what the exposure counts."""

    dependency: Dependency
    node: Node
    product: Node
    layer: str | None
    foreign: Bounds
    foreign_chain: Bounds
    foreign_at_once: bool
    """Whether parties from outside could certainly stop it at once: things supplied once do not count."""


@dataclass(frozen=True)
class ServiceShare:
    """A service's known share of a layer's use, or of everything."""

    share: Fraction
    service: AssessedService


@dataclass(frozen=True)
class ShareDistribution:
    """A whole cut in shares: those that are known, and for each part of it what is left over and who may hold it."""

    service_shares: tuple[ServiceShare, ...]
    remainders: tuple[tuple[Fraction, tuple[AssessedService, ...]], ...]
    """Of nobody in the list: services that are not on record."""

    @cached_property
    def unit(self) -> int:
        """Of how many equal parts every share in it is a whole number."""
        shares = [part.share for part in self.service_shares] + [rest for rest, _ in self.remainders]
        return lcm(*(share.denominator for share in shares))


def build_distribution(services: Sequence[AssessedService]) -> ShareDistribution:
    """The services of one layer as parts of its whole."""
    shares = [service.dependency.share for service in services]
    if all(share is None for share in shares):
        return ShareDistribution(tuple(ServiceShare(Fraction(1, len(services)), service) for service in services), ())
    service_shares = [
        ServiceShare(exact(share), service)
        for share, service in zip(shares, services, strict=True)
        if share is not None
    ]
    rest = ONE - total(service_share.share for service_share in service_shares)
    without_share = tuple(service for service in services if service.dependency.share is None)
    if len(without_share) == 1:
        return ShareDistribution((*service_shares, ServiceShare(rest, without_share[0])), ())
    return ShareDistribution(tuple(service_shares), ((rest, without_share),) if rest else ())


def merge_distributions(
    distributions: Mapping[str | None, ShareDistribution], weights: Mapping[str | None, Fraction]
) -> ShareDistribution:
    """Layers as parts of everything, by their weights; the same weight for all where those are all 0."""
    total_weight = total(weights.values())
    parts = {
        layer: weight / total_weight if total_weight else Fraction(1, len(weights)) for layer, weight in weights.items()
    }
    return ShareDistribution(
        tuple(
            ServiceShare(parts[layer] * service_share.share, service_share.service)
            for layer, distribution in distributions.items()
            for service_share in distribution.service_shares
        ),
        tuple(
            (parts[layer] * rest, candidates)
            for layer, distribution in distributions.items()
            for rest, candidates in distribution.remainders
        ),
    )


def compute_concentration(
    layer: str | None, services: Sequence[AssessedService], distribution: ShareDistribution, thresholds: Thresholds
) -> Concentration:
    """Every measure of one whole."""
    non_eu = _controlled_share(distribution, _get_foreign)
    foreign = measure_foreign_concentration(distribution)
    suppliers = measure_supplier_concentration(distribution)
    flags = (
        _judge_concentration(foreign, non_eu, exact(thresholds.foreign_concentration)),
        _exceeds(non_eu, exact(thresholds.non_eu_majority)),
        _is_locked_in(services),
    )
    return Concentration(
        layer=layer,
        services=len(services),
        shares=_classify_shares(services),
        exposed=_stage_exposure(distribution, _get_foreign),
        exposed_chain=_stage_exposure(distribution, _get_foreign_chain),
        non_eu=to_interval(non_eu),
        non_eu_chain=to_interval(_controlled_share(distribution, _get_foreign_chain)),
        hard_to_leave=_to_optional_interval(_controlled_critical_share(distribution, _get_any, "medium_left")),
        foreign_concentration=_to_optional_interval(foreign),
        foreign_concentration_of_all=to_interval(_square_foreign_shares(distribution)),
        supplier_concentration=to_interval(suppliers),
        effective_suppliers=(float(1 / suppliers[1]), _effective_number(suppliers[0])),
        by_country=_shares_by_country(distribution),
        concentrated=flags[0],
        foreign_majority=flags[1],
        locked_in=flags[2],
        strategic="no" if "no" in flags else "open" if "open" in flags else "yes",
    )


def _classify_shares(services: Sequence[AssessedService]) -> Literal["given", "partly", "equal"]:
    given_count = sum(service.dependency.share is not None for service in services)
    return "given" if given_count == len(services) else "partly" if given_count else "equal"


Control = Callable[[AssessedService], Bounds]
"""From 0 to 1, whether a service is under the control that counts."""


def _get_foreign(service: AssessedService) -> Bounds:
    return service.foreign


def _get_foreign_chain(service: AssessedService) -> Bounds:
    return service.foreign_chain


def _get_any(_: AssessedService) -> Bounds:
    return ONE, ONE


def _controlled_share(distribution: ShareDistribution, control: Control) -> Bounds:
    """The share of use that is so controlled."""
    parts = distribution.service_shares
    low = total(part.share * control(part.service)[0] for part in parts)
    high = total(part.share * control(part.service)[1] for part in parts)
    for rest, candidates in distribution.remainders:
        low += rest * min((control(service)[0] for service in candidates), default=ZERO)
        high += rest * max((control(service)[1] for service in candidates), default=ONE)
    return low, high


def _stage_exposure(distribution: ShareDistribution, control: Control) -> StagedExposure | None:
    """The share of critical use that is so controlled, now and after each step of leaving."""
    stages = {
        difficulty: to_interval(share)
        for difficulty in DIFFICULTIES
        if (share := _controlled_critical_share(distribution, control, difficulty)) is not None
    }
    return StagedExposure(**stages) if stages else None


def _controlled_critical_share(
    distribution: ShareDistribution, control: Control, difficulty: Difficulty
) -> Bounds | None:
    """The share of critical use that is so controlled, by how much each service counts at that stage of leaving."""
    unit = distribution.unit
    items = [
        _list_choices(count_units(part.share, unit), part.service, control, difficulty)
        for part in distribution.service_shares
    ]
    for rest, candidates in distribution.remainders:
        count = count_units(rest, unit)
        unrecorded = _multiply(weigh(None, "none", (ZERO, ONE), difficulty), count)
        items.append(
            [choice for service in candidates for choice in _list_choices(count, service, control, difficulty)]
            or unrecorded
        )
    return count_ratio_between(items)


def _list_choices(
    count: int, service: AssessedService, control: Control, difficulty: Difficulty
) -> list[CountedChoice]:
    criticality, exit_class = service.dependency.criticality, service.dependency.exit
    return _multiply(weigh(criticality, exit_class, control(service), difficulty), count)


def _multiply(choices: Sequence[CountedChoice], count: int) -> list[CountedChoice]:
    return [(count * part, count * whole) for part, whole in choices]


@dataclass(frozen=True)
class _ForeignShares:
    """The parts of a whole that are, or may be, non-EU."""

    known: tuple[Fraction, ...]
    """By country, largest first."""
    unknown: tuple[Fraction, ...]
    """By owner whose country is unknown, smallest first."""
    rest: Fraction
    """What nobody is named for, or nobody in particular."""


def _collect_foreign_shares(distribution: ShareDistribution) -> _ForeignShares:
    known: dict[str, Fraction] = {}
    unknown: dict[str, Fraction] = {}
    for service_share in distribution.service_shares:
        (low, high), product = service_share.service.foreign, service_share.service.product
        if low:
            country = product.owner_country or UNKNOWN_COUNTRY
            known[country] = known.get(country, ZERO) + service_share.share
        elif high:
            owner = product.owner or product.unit
            unknown[owner] = unknown.get(owner, ZERO) + service_share.share
    rest = total(
        rest
        for rest, candidates in distribution.remainders
        if not candidates or any(service.foreign[1] for service in candidates)
    )
    return _ForeignShares(
        tuple(sorted(filter(None, known.values()), reverse=True)), tuple(sorted(filter(None, unknown.values()))), rest
    )


def measure_foreign_concentration(distribution: ShareDistribution) -> Bounds | None:
    """The sum of the squared shares of non-EU countries in what they hold together; None where that is certainly 0.

    At most, all that is unknown belongs to the largest of them. At least, owners of unknown country count as non-EU as
    long as that divides it more, the smallest first and each from a country of its own, and a rest that nobody is named
    for is divided without end.
    """
    parts = _collect_foreign_shares(distribution)
    largest_unknown = total(parts.unknown) + parts.rest
    held = total(parts.known)
    if not held + largest_unknown:
        return None
    highest = ONE
    if parts.known:
        squares = (parts.known[0] + largest_unknown) ** 2 + total(part**2 for part in parts.known[1:])
        highest = squares / (held + largest_unknown) ** 2
    squares = total(part**2 for part in parts.known)
    lowest = [squares / (held + parts.rest) ** 2] if held + parts.rest else []
    for part in parts.unknown:
        held, squares = held + part, squares + part**2
        lowest.append(squares / (held + parts.rest) ** 2)
    return min(lowest), highest


def _square_foreign_shares(distribution: ShareDistribution) -> Bounds:
    """The sum of the squared shares of non-EU countries in all use, as the first edition measured it."""
    parts = _collect_foreign_shares(distribution)
    return _sum_squares(parts.known, (), total(parts.unknown) + parts.rest)


def measure_supplier_concentration(distribution: ShareDistribution) -> Bounds:
    """Herfindahl-Hirschman index over ultimate owners.

    At most, all whose owner is unknown belong to the largest; at least, each of those suppliers is its own.
    """
    known: dict[str, Fraction] = {}
    unknown: dict[str, Fraction] = {}
    for service_share in distribution.service_shares:
        owner, target = service_share.service.product.owner, known
        if owner is None:
            owner, target = service_share.service.product.unit, unknown
        target[owner] = target.get(owner, ZERO) + service_share.share
    rest = total(rest for rest, _ in distribution.remainders)
    return _sum_squares(known.values(), unknown.values(), total(unknown.values()) + rest)


def _effective_number(concentration: Fraction) -> float | None:
    """How many equal suppliers would be as concentrated; None: no telling how many."""
    return float(1 / concentration) if concentration * MAX_EFFECTIVE_SUPPLIERS >= 1 else None


def _sum_squares(known: Iterable[Fraction], separate: Iterable[Fraction], unknown: Fraction) -> Bounds:
    """The sum of squares with the unknown apart, and with all of it added to the largest known part."""
    parts = sorted(known, reverse=True) or [ZERO]
    low = total(part**2 for part in (*parts, *separate))
    return low, (parts[0] + unknown) ** 2 + total(part**2 for part in parts[1:])


def _shares_by_country(distribution: ShareDistribution) -> dict[str, float]:
    shares: dict[str, Fraction] = {}
    for service_share in distribution.service_shares:
        country = service_share.service.product.owner_country or UNKNOWN_COUNTRY
        shares[country] = shares.get(country, ZERO) + service_share.share
    if distribution.remainders:
        shares[UNKNOWN_COUNTRY] = shares.get(UNKNOWN_COUNTRY, ZERO) + total(rest for rest, _ in distribution.remainders)
    return {country: float(share) for country, share in sorted(shares.items(), key=lambda item: (-item[1], item[0]))}


def _judge_concentration(foreign: Bounds | None, non_eu: Bounds, threshold: Fraction) -> YesNoOpen:
    """Whether the non-EU part is concentrated; open at most where there may be no such part."""
    if foreign is None:
        return "no"
    found = _exceeds(foreign, threshold)
    return "open" if found == "yes" and not non_eu[0] else found


def _exceeds(bounds: Bounds, threshold: Fraction) -> YesNoOpen:
    return "yes" if bounds[0] > threshold else "open" if bounds[1] > threshold else "no"


def _is_locked_in(services: Sequence[AssessedService]) -> YesNoOpen:
    def may_lock_in(service: AssessedService, criticality: Criticality | None, exit_class: Exit | None) -> bool:
        return service.dependency.criticality in ("high", criticality) and service.dependency.exit in (
            "none",
            exit_class,
        )

    if any(may_lock_in(service, "high", "none") for service in services):
        return "yes"
    return "open" if any(may_lock_in(service, None, None) for service in services) else "no"


def to_interval(bounds: Bounds) -> Interval:
    """Both ends as the nearest doubles."""
    return Interval(low=float(bounds[0]), high=float(bounds[1]))


def _to_optional_interval(bounds: Bounds | None) -> Interval | None:
    return None if bounds is None else to_interval(bounds)

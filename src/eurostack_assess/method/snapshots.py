"""Copies of the profile and the catalogue that a result keeps, as far as a report needs them."""

from collections.abc import Iterable

from eurostack_assess.model.assessment import ProfileSnapshot
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.exposure import CatalogueSnapshot
from eurostack_assess.model.profile import Profile


def snapshot_profile(profile: Profile, profile_hash: str | None) -> ProfileSnapshot:
    """What a report says of the profile."""
    return ProfileSnapshot(
        name=profile.name,
        kind=profile.kind,
        country=profile.country,
        areas=profile.areas,
        population=profile.population,
        size=profile.size,
        date=profile.date,
        lenses=profile.lenses,
        example=profile.example,
        hash=profile_hash,
        facts=profile.facts,
        bottlenecks=profile.bottlenecks,
        dependencies=profile.dependencies,
        indicators=profile.indicators,
        basis=profile.basis,
        language=profile.language,
    )


def snapshot_catalogue(catalogue: Catalogue, countries: Iterable[str | None]) -> CatalogueSnapshot:
    """What a report says of the catalogue, with the names of the countries in it."""
    first, last = catalogue.check_date_range
    return CatalogueSnapshot(
        hash=catalogue.hash,
        checked_from=first,
        checked_to=last,
        groups=catalogue.groups,
        countries={code: catalogue.country(code) for code in sorted({code for code in countries if code})},
    )

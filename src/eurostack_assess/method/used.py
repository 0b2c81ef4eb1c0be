"""What went in, as far as a report needs it."""

from collections.abc import Iterable

from eurostack_assess.model.assessment import ProfileUsed
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.exposure import CatalogueUsed
from eurostack_assess.model.profile import Profile


def profile_used(profile: Profile, profile_hash: str | None) -> ProfileUsed:
    """What a report says of the profile."""
    return ProfileUsed(
        name=profile.name,
        kind=profile.kind,
        country=profile.country,
        date=profile.date,
        lenses=profile.lenses,
        example=profile.example,
        hash=profile_hash,
        facts=profile.facts,
        bottlenecks=profile.bottlenecks,
        dependencies=profile.dependencies,
        indicators=profile.indicators,
        basis=profile.basis,
    )


def catalogue_used(catalogue: Catalogue, countries: Iterable[str | None]) -> CatalogueUsed:
    """What a report says of the catalogue, with the names of the countries in it."""
    first, last = catalogue.checked
    return CatalogueUsed(
        hash=catalogue.hash,
        checked_from=first,
        checked_to=last,
        groups=catalogue.groups,
        countries={code: catalogue.country(code) for code in sorted({code for code in countries if code})},
    )

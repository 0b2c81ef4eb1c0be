"""The shipped catalogue, read once and only where something in use asks for it."""

from functools import cache

from eurostack_assess import shipped
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.profile import Profile
from eurostack_assess.reading.catalogue import read_catalogue


@cache
def shipped_catalogue() -> Catalogue:
    """What we know of products."""
    return read_catalogue(shipped.folder("catalogue"))


def catalogue_for(profile: Profile) -> Catalogue | None:
    """The catalogue, where the profile has services to look up."""
    return shipped_catalogue() if profile.dependencies else None

"""`whatif` over 500, 5,000 and 50,000 services with four needs each: time per service as a ratio to the smallest.

Run with `make bench`. A time that grows linearly keeps the ratio near 1. The made-up inventories have a fixed seed: a
tenth of the services is bought from a product of the catalogue, the others from suppliers of their own, of which a
third is foreign and a tenth unknown; each needs two groups of two services that come after it.
"""

import random
import statistics
import time

from eurostack_assess import shipped
from eurostack_assess.method.outage import simulate_outage
from eurostack_assess.model.catalogue import Catalogue
from eurostack_assess.model.framework import Framework
from eurostack_assess.model.profile import Dependency, Profile
from eurostack_assess.model.scenario import Selector
from eurostack_assess.reading.catalogue import read_catalogue
from eurostack_assess.reading.framework import read_framework

SIZES = (500, 5_000, 50_000)
ROUNDS = {500: 9, 5_000: 5, 50_000: 3}
NEAR = 200
"""How far down the list a service's needs lie."""


def inventory(size: int, catalogue: Catalogue) -> Profile:
    """A made-up organisation."""
    chance = random.Random(20250326)
    products = sorted(catalogue.suppliers)
    countries = ["US"] * 10 + ["NL"] * 17 + [None] * 3
    services = []
    for at in range(size):
        after = range(at + 1, min(at + NEAR, size))
        chosen = [f"s{one}" for one in chance.sample(after, min(4, len(after)))]
        groups = tuple(tuple(chosen[first : first + 2]) for first in range(0, len(chosen), 2))
        own = {"supplier": f"Firm {at}", "parent_country": chance.choice(countries), "runs_on": ()}
        about = {"supplier": chance.choice(products)} if chance.random() < 0.1 else own
        services.append(
            Dependency.model_validate(
                {
                    "id": f"s{at}",
                    "service": f"Service {at}",
                    "criticality": chance.choice(["low", "medium", "high"]),
                    "layer": "cloud-compute",
                    "needs": groups,
                    **about,
                }
            )
        )
    return Profile(name="Bench", kind="organisation", country="NL", dependencies=tuple(services))


def seconds(profile: Profile, framework: Framework, catalogue: Catalogue) -> float:
    """To answer what stops without the US, once."""
    start = time.perf_counter()
    simulate_outage(framework, profile, catalogue, (Selector(country="US"),), tool_version="bench")
    return time.perf_counter() - start


def main() -> None:
    """Interleaved rounds; medians."""
    framework = read_framework(shipped.get_folder("questionnaires") / shipped.DEFAULT_FRAMEWORK)
    catalogue = read_catalogue(shipped.get_folder("catalogue"))
    profiles = {size: inventory(size, catalogue) for size in SIZES}
    times: dict[int, list[float]] = {size: [] for size in SIZES}
    for number in range(max(ROUNDS.values())):
        for size in SIZES:
            if number < ROUNDS[size]:
                times[size].append(seconds(profiles[size], framework, catalogue))
    smallest = statistics.median(times[SIZES[0]]) / SIZES[0]
    for size in SIZES:
        median = statistics.median(times[size])
        ratio = f"{median / size / smallest:6.2f} x the time a service of {SIZES[0]}"
        print(f"whatif, {size:6} services {ratio}   (median {median * 1000:.0f} ms)")


if __name__ == "__main__":
    main()

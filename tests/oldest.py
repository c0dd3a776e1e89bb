"""Print pyproject.toml's lower bounds as constraints for pip: run by `make test-oldest`."""

import re
import tomllib
from pathlib import Path


def lower_bounds() -> list[str]:
    """Return `name==version` for every requirement of users, and for Arrow, which pandas reads for them."""
    project = tomllib.loads(Path("pyproject.toml").read_text())
    groups = [project["project"]["dependencies"], *project["project"]["optional-dependencies"].values()]
    arrow = [requirement for requirement in project["dependency-groups"]["dev"] if requirement.startswith("pyarrow")]
    found = [re.match(r"([\w-]+)>=([\w.]+)", requirement) for group in [*groups, arrow] for requirement in group]
    return [f"{match[1]}=={match[2]}" for match in found if match]


if __name__ == "__main__":
    print("\n".join(lower_bounds()))

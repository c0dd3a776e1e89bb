"""Print pyproject.toml's lower bounds as constraints for pip: run by `make test-oldest`."""

import re
import tomllib
from pathlib import Path


def lower_bounds() -> list[str]:
    """Return `name==version` for every requirement that has a lower bound."""
    project = tomllib.loads(Path("pyproject.toml").read_text())
    groups = [project["project"]["dependencies"], *project["project"]["optional-dependencies"].values()]
    found = [re.match(r"([\w-]+)(?:\[.*\])?>=([\w.]+)", requirement) for group in groups for requirement in group]
    return [f"{match[1]}=={match[2]}" for match in found if match]


if __name__ == "__main__":
    print("\n".join(lower_bounds()))

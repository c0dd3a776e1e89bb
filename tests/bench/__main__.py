"""Run every measure, or those of the topics named, and print each; the exit status says whether all bars hold."""

import pkgutil
import sys
from importlib import import_module

from tests import bench


def main(topics: list[str]) -> int:
    held = True
    for module in pkgutil.iter_modules(bench.__path__):
        topic = module.name.removeprefix("bench_")
        if module.name.startswith("bench_") and (not topics or topic in topics):
            for figure in import_module(f"tests.bench.{module.name}").figures():
                print(figure, flush=True)
                held = held and figure.holds
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

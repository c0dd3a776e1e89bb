"""The picture in the README, taken as a person would see it, while every request to anybody else is refused."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.ui.conftest import ARTIFACTS, Server
from tests.ui.notebooks import OpenNotebook, write_notebook

CELLS = (
    "%load_ext aa_magics\nimport plotly.express as px\n\ntips = px.data.tips()",
    "%%analyst\nScatter tip against total_bill, coloured by smoker",
)


@pytest.fixture
def refused(page: Page, server: Server) -> list[str]:
    """Refuse what is not asked of the server, and collect its addresses."""
    addresses: list[str] = []

    def answer(route: Route) -> None:
        if route.request.url.startswith((server.url, "data:", "blob:")):
            route.fallback()
        else:
            addresses.append(route.request.url)
            route.abort()

    page.context.route("**/*", answer)
    return addresses


def test_nobody_but_the_server_is_asked(page: Page, server: Server, refused: list[str]) -> None:
    page.set_viewport_size({"width": 1280, "height": 960})
    write_notebook(server.root / "tips.ipynb", CELLS)
    notebook = OpenNotebook(page, "lab", "tips.ipynb")
    notebook.open()
    page.evaluate("window.jupyterapp.shell.collapseLeft()")
    page.get_by_role("tab", name="Auto-Analyst").click()
    for cell in range(len(CELLS)):
        notebook.run(cell)
        notebook.wait_idle()
    notebook.wait("model.sharedModel.cells.length > 2")
    notebook.run(2)
    notebook.wait_idle()
    expect(page.locator(".js-plotly-plot")).to_be_visible()
    notebook.select(1)
    ARTIFACTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=ARTIFACTS / "jupyterlab.png")
    assert refused == []

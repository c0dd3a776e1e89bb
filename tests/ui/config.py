"""Configuration of the server that the browser tests start."""

from typing import Any

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager


class Contents(AsyncLargeFileManager):
    """Files whose name begins with "readonly" may not be written, not even by root."""

    def _base_model(self, path: str) -> Any:
        model = super()._base_model(path)
        if path.rpartition("/")[2].startswith("readonly"):
            model["writable"] = False
        return model


c = get_config()  # type: ignore[name-defined]  # noqa: F821
c.ServerApp.contents_manager_class = Contents
c.ServerApp.open_browser = False
c.ServerApp.allow_root = True
c.LabApp.expose_app_in_browser = True
c.JupyterNotebookApp.expose_app_in_browser = True
c.ServerApp.jpserver_extensions = {"aa_magics": True}

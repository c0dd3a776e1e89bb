"""The server extension: REST for the panel, under `<base_url>aa-magics/api/`. One file per feature."""


def _jupyter_server_extension_points() -> list[dict[str, object]]:
    from aa_magics.server.app import AnalystServer

    return [{"module": "aa_magics.server.app", "app": AnalystServer}]

"""Where an engine's calls go: the host behind a `provider/model`, and whether it is this machine."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from aa_magics.config.providers import addresses, provider_of
from aa_magics.config.settings import Settings

HOSTS = {
    "anthropic": "api.anthropic.com",
    "cerebras": "api.cerebras.ai",
    "cohere": "api.cohere.com",
    "cohere_chat": "api.cohere.com",
    "databricks": "the Databricks workspace",
    "deepinfra": "api.deepinfra.com",
    "deepseek": "api.deepseek.com",
    "fireworks_ai": "api.fireworks.ai",
    "gemini": "generativelanguage.googleapis.com",
    "github": "models.github.ai",
    "groq": "api.groq.com",
    "huggingface": "router.huggingface.co",
    "llamafile": "127.0.0.1:8080",
    "lm_studio": "localhost:1234",
    "mistral": "api.mistral.ai",
    "moonshot": "api.moonshot.ai",
    "nvidia_nim": "integrate.api.nvidia.com",
    "ollama": "localhost:11434",
    "ollama_chat": "localhost:11434",
    "openai": "api.openai.com",
    "openrouter": "openrouter.ai",
    "perplexity": "api.perplexity.ai",
    "replicate": "api.replicate.com",
    "together_ai": "api.together.xyz",
    "xai": "api.x.ai",
}
"""Where a provider is reached when no api_base says otherwise."""


def base_of(name: str, settings: Settings) -> str | None:
    """Return the address that calls go to: the setting's, else the one in a variable of the provider; None: its own."""
    found = addresses(name, settings.api_base)
    named = sorted(variable for variable in found if not variable.endswith("_HOST"))  # that is what a server binds
    return found[named[-1]] if named else None


def host_of(name: str, settings: Settings) -> str:
    """Return the host (with its port, if any) that an engine's calls go to, as a person is told of it."""
    base = base_of(name, settings)
    if base is None:
        return HOSTS.get(provider_of(name), f"the service of {provider_of(name)}")
    if base.startswith("unix:"):
        return "unix socket"
    parts = urlsplit(base if "//" in base else f"//{base}")
    return parts.netloc.rpartition("@")[2] or base


def is_local(host: str) -> bool:
    """Return whether a host is this machine: localhost, a loopback address, or a unix socket."""
    if host == "unix socket":
        return True
    name = urlsplit(f"//{host}").hostname or ""
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False

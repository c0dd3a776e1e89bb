"""What the environment has for providers of models: whether a key is set, never the key; and which address is.

The names are LiteLLM's (`litellm.validate_environment`): alternatives, each of variables that are needed together.
"""

import os
from collections.abc import Mapping

KEYS: Mapping[str, tuple[tuple[str, ...], ...]] = {
    "openai": (("OPENAI_API_KEY",),),
    "anthropic": (("ANTHROPIC_API_KEY",), ("ANTHROPIC_AUTH_TOKEN",)),
    "azure": (("AZURE_API_KEY",), ("AZURE_AD_TOKEN",)),
    "azure_ai": (("AZURE_AI_API_KEY",),),
    "gemini": (("GEMINI_API_KEY",), ("GOOGLE_API_KEY",)),
    "vertex_ai": (("GOOGLE_APPLICATION_CREDENTIALS",), ("VERTEXAI_PROJECT", "VERTEXAI_LOCATION")),
    "bedrock": (("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"), ("AWS_PROFILE",), ("AWS_BEARER_TOKEN_BEDROCK",)),
    "mistral": (("MISTRAL_API_KEY",),),
    "groq": (("GROQ_API_KEY",),),
    "openrouter": (("OPENROUTER_API_KEY",),),
    "together_ai": (("TOGETHERAI_API_KEY",), ("TOGETHER_API_KEY",), ("TOGETHER_AI_API_KEY",)),
    "deepseek": (("DEEPSEEK_API_KEY",),),
    "cohere": (("COHERE_API_KEY",), ("CO_API_KEY",)),
    "xai": (("XAI_API_KEY",),),
    "cerebras": (("CEREBRAS_API_KEY",),),
    "fireworks_ai": (("FIREWORKS_API_KEY",), ("FIREWORKS_AI_API_KEY",)),
    "perplexity": (("PERPLEXITYAI_API_KEY",), ("PERPLEXITY_API_KEY",)),
    "huggingface": (("HF_TOKEN",), ("HUGGINGFACE_API_KEY",)),
    "nvidia_nim": (("NVIDIA_NIM_API_KEY",),),
}
KEYLESS = ("ollama", "ollama_chat", "hosted_vllm", "llamafile", "lm_studio")
"""Providers that serve from an address of one's own, without a key."""

ADDRESS_ENDS = ("_API_BASE", "_BASE_URL", "_ENDPOINT")
ADDRESSES: Mapping[str, tuple[str, ...]] = {"bedrock": ("AWS_BEDROCK_RUNTIME_ENDPOINT", "AWS_ENDPOINT_URL")}


def provider_of(engine: str) -> str:
    """Return what stands before the first slash of an engine's name."""
    return engine.partition("/")[0].lower()


def key_names(provider: str) -> tuple[str, ...]:
    """Return the variables of the first way to give a provider's key."""
    return KEYS.get(provider, ((f"{provider.upper()}_API_KEY",),))[0]


def key_set_in(provider: str) -> tuple[str, ...]:
    """Return the variables that hold a provider's key in this environment; none where it is not set."""
    ways = KEYS.get(provider, (key_names(provider),))
    return next((way for way in ways if all(os.environ.get(name) for name in way)), ())


def addresses(engine: str, api_base: str | None) -> Mapping[str, str]:
    """Return where an engine may send to, by what says so; nothing: to its provider's own address.

    Without an `api_base`, LiteLLM and the providers' own libraries follow variables such as OPENAI_BASE_URL.
    """
    if api_base:
        return {"api_base": api_base}
    provider = provider_of(engine)
    start = provider.replace("_", "")
    names = (name for name in os.environ if name.endswith(ADDRESS_ENDS) and _squeezed(name).startswith(start))
    return {name: os.environ[name] for name in (*names, *ADDRESSES.get(provider, ())) if os.environ.get(name)}


def _squeezed(name: str) -> str:
    return name.replace("_", "").lower()

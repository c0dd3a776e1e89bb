"""The model engine: a DSPy planner and agents by any `provider/model` of LiteLLM. The only importer of dspy."""

from aa_magics.llm.engine import ModelEngine
from aa_magics.llm.hosts import host_of, is_local
from aa_magics.llm.watch import Silent, Watch

__all__ = ["ModelEngine", "Silent", "Watch", "host_of", "is_local"]

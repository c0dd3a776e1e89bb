"""What a person, an admin or a hub chose: settings, policy and audit log. The only reader of the environment."""

from aa_magics.config.audit import AuditLog, AuditWarning
from aa_magics.config.policy import EngineRule, Policy, load_policy
from aa_magics.config.settings import Settings, Traits, allows_package_agents, first_weekday, variable

__all__ = [
    "AuditLog",
    "AuditWarning",
    "EngineRule",
    "Policy",
    "Settings",
    "Traits",
    "allows_package_agents",
    "first_weekday",
    "load_policy",
    "variable",
]

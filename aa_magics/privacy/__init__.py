"""Privacy: what may be told of a frame to a model, at which level. Nothing here sends anything."""

from aa_magics.privacy.describe import describe, describe_all
from aa_magics.privacy.messages import safe_error
from aa_magics.privacy.redaction import redacted
from aa_magics.privacy.rows import sample_rows
from aa_magics.privacy.rules import DENY, Rules

__all__ = ["DENY", "Rules", "describe", "describe_all", "redacted", "safe_error", "sample_rows"]

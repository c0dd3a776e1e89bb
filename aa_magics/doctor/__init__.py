"""The doctor: what works, what is missing, on which side, and the line to type. Kernel and server may be apart."""

from aa_magics.doctor.checks import Check, examine

__all__ = ["Check", "examine"]

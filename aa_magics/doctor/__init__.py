"""The doctor: what works, what is missing, on which side, and the line to type. Kernel and server may be apart."""

from aa_magics.doctor.check import Check
from aa_magics.doctor.checks import examine
from aa_magics.doctor.settings import setting_lines

__all__ = ["Check", "examine", "setting_lines"]

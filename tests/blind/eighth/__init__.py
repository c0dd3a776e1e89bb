"""The eighth corpus of closed questions: in the manner of DABench's, of other hands, on tables of their own."""

import pandas as pd

from tests.blind.eighth import c, c_frames, d, d_frames

QUESTIONS = [*c.QUESTIONS, *d.QUESTIONS]
_PARTS = ((c, c_frames), (d, d_frames))
_FRAMES = {question.frame: frames for part, frames in _PARTS for question in part.QUESTIONS}


def frame(name: str) -> pd.DataFrame:
    return _FRAMES[name].frame(name)

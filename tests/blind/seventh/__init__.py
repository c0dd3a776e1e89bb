"""The seventh corpus of closed questions: in the manner of DABench's, of other hands, on tables of their own."""

import pandas as pd

from tests.blind.seventh import a, a_frames, d, d_frames, e, e_frames

QUESTIONS = [*a.QUESTIONS, *d.QUESTIONS, *e.QUESTIONS]
_PARTS = ((a, a_frames), (d, d_frames), (e, e_frames))
_FRAMES = {question.frame: frames for part, frames in _PARTS for question in part.QUESTIONS}


def frame(name: str) -> pd.DataFrame:
    return _FRAMES[name].frame(name)

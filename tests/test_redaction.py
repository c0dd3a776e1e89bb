"""What is taken out of texts and error messages, and what stays."""

import pandas as pd
import pytest

from aa_magics.frames import profile_frame
from aa_magics.privacy import Rules, redacted, safe_error

PERSONAL = {
    "<email>": ["ada@example.com", "ada.love+lace@sub.example.co.uk", "root@localhost"],
    "<iban>": ["DE89 3704 0044 0532 0130 00", "DE89370400440532013000", "GB82 WEST 1234 5698 7654 32"],
    "<card>": ["4111 1111 1111 1111", "5500-0000-0000-0004", "378282246310005"],
    "<national number>": [
        *("123-45-6789", "AB 12 34 56 C", "RSSMRA85T10A562S", "255081416802538", "12345678Z", "X1234567L"),
        *("529.982.247-25", "86095742719", "44051401359", "111222333", "811218-9876", "11010519491231002X"),
        "2341 2341 2346",
    ],
    "<phone>": [
        "+49 30 1234567",
        "+1 (555) 123-4567",
        "(030) 1234567",
        "555-123-4567",
        "0171/1234567",
        "0049 30 123456",
    ],
}
PAIRS = [(text, name) for name, texts in PERSONAL.items() for text in texts]

HARMLESS = (
    *("2024-01-01", "2024-01-01 12:30:00", "3.14159", "1,234,567.89", "order 100200300", "12 items at 15.99", "v1.2.3"),
    *("DE89370400440532013001", "4111 1111 1111 1112", "000-45-6789", "86095742718", "12345678A", "1 2 3", "@home"),
)


@pytest.mark.parametrize(("text", "name"), PAIRS)
def test_personal_data_is_taken_out(text: str, name: str) -> None:
    assert redacted(text) == name
    assert redacted(f"Write to {text}, please.") == f"Write to {name}, please."


@pytest.mark.parametrize("text", HARMLESS)
def test_other_numbers_and_those_with_a_wrong_check_digit_stay(text: str) -> None:
    assert redacted(text) == text


@pytest.mark.parametrize("text", ["", "a" * 50_000, "1 " * 20_000, "a." * 20_000, "AB12" * 10_000])
def test_a_long_text_comes_back(text: str) -> None:
    assert isinstance(redacted(text), str)


PEOPLE = pd.DataFrame({"Name": ["Ada Lovelace", "Rose Will"] * 40, "Age": [36.5, 41.25] * 40, "Fare": range(80)})
PROFILE = profile_frame("df", PEOPLE)
SCHEMA = Rules(level="schema")


def safe(message: str, source: str = "", rules: Rules = SCHEMA) -> str:
    return safe_error(message, rules, [PROFILE], [source])


KEPT = (
    "KeyError: 'Age'",
    "NameError: name 'Fare' is not defined",
    "TypeError: unsupported operand type(s) for +: 'int' and 'str'",
    "AttributeError: 'Series' object has no attribute 'str'",
    "TypeError: Cannot perform reduction 'mean' with string dtype",
    "ValueError: Index contains duplicate entries, cannot reshape",
    "ValueError: The truth value of a Series is ambiguous. Use a.empty, a.bool(), a.item(), a.any() or a.all().",
    "IndexError: single positional indexer is out-of-bounds",
    "ZeroDivisionError: division by zero",
    "AttributeError: Can only use .str accessor with string values, not floating",
    "ValueError: bins must increase monotonically.",
)


@pytest.mark.parametrize("message", KEPT)
def test_what_a_library_says_stays(message: str) -> None:
    assert safe(message, "a") == message


LEAKS = (
    ("ValueError: could not convert string to float: 'Ada Lovelace'", "could not convert string to float: <value>"),
    ("ValueError: could not convert string to float: Ada Lovelace", "could not convert string to float: <value>"),
    ("KeyError: 'Ada Lovelace'", "KeyError: <value>"),
    ("KeyError: \"['Ada Lovelace'] not in index\"", 'KeyError: "[<value>] not in index"'),
    ("KeyError: Timestamp('1815-12-10 00:00:00')", "KeyError: Timestamp(<value>)"),
    ("KeyError: np.float64(1815.25)", "KeyError: np.float64(<value>)"),
    ("KeyError: 1815", "KeyError: <value>"),
    ("TypeError: new category (Ada), set the categories first", "new category (<value>), set the categories first"),
    ("DateParseError: Unknown datetime string format, unable to parse: Ada, at position 0", "unable to parse: <value>"),
    ("ValueError: bad value: Ada Lovelace is 1815.25", "ValueError: bad value: <value>"),
    ("AssertionError: Ada Lovelace", "AssertionError: <value>"),
    ("ValueError: positive", "ValueError: <value>"),
    ("KeyError: 'ada@example.com'", "KeyError: <value>"),
    ("ValueError: b'\\x00Ada' is bad", "<value>"),
    ("ValueError: it's Ada\u2019s \U0001f600", "<value>"),
)


@pytest.mark.parametrize("level", ["schema", "stats"])
@pytest.mark.parametrize("message", [message for message, _ in LEAKS])
def test_no_value_stays_in_an_error(message: str, level: str) -> None:
    told = safe(message, rules=Rules.model_validate({"level": level}))
    for word in ("Ada", "Lovelace", "1815", "positive", "\U0001f600"):
        assert word not in told


@pytest.mark.parametrize(("message", "kept"), LEAKS)
def test_what_surrounds_a_value_stays(message: str, kept: str) -> None:
    assert kept in safe(message)


def test_a_plain_word_in_quotes_is_a_value() -> None:
    assert safe("ValueError: invalid literal for 'positive'") == "ValueError: invalid literal for <value>"


def test_words_and_numbers_of_the_source_stay() -> None:
    told = safe("KeyError: 'Agge' at 2019", 'df[df["Agge"] > 2019]')
    assert told == "KeyError: 'Agge' at 2019"


def test_a_line_of_the_source_is_told_by_its_number_and_no_other() -> None:
    assert safe("SyntaxError: invalid syntax (line 2)", "x\ny") == "SyntaxError: invalid syntax (line 2)"
    assert "1815" not in safe("SyntaxError: invalid syntax (line 1815)", "x\ny")


def test_categories_that_are_told_stay_at_stats() -> None:
    rules = Rules(deny=())
    assert safe("KeyError: 'Ada Lovelace'", rules=rules) == "KeyError: 'Ada Lovelace'"
    assert safe("KeyError: 'Ada Lovelace'", rules=Rules()) == "KeyError: <value>"


def test_at_samples_only_personal_numbers_are_taken_out() -> None:
    message = "KeyError: 'Ada Lovelace <ada@example.com>'"
    assert safe(message, rules=Rules(level="samples")) == "KeyError: 'Ada Lovelace <<email>>'"
    assert safe(message, rules=Rules(level="samples", redact=False)) == message


def test_an_error_is_one_short_line() -> None:
    told = safe("ValueError: bad\n" * 500)
    assert "\n" not in told
    assert len(told) < 700

"""How numbers are shown: three rules, one page. Nothing else in the project rounds.

**Ratings** (coverage, index, agreement) are exact, and a bound that was not reached must not look reached. They are rounded
towards zero: "100" stands only at exactly 100, "1.000" only at exactly 1. `shown`, `percent` and `thousandths` do so.

**Estimates** from samples (a score with its margin) are measurements; their best short form is the nearest number. They are
rounded to the nearest, halves away from zero, as people do by hand: `rounded` and `percentage`.

**Limits** that a rule sets are not rounded at all, because a number is held against them: `limit`.
"""

from __future__ import annotations

from fractions import Fraction


def shown(number: Fraction) -> str:
    """A rating as shown: rounded towards zero to one decimal; a whole number, and only that, stands without a decimal.

    So "100" appears only at exactly 100, and "50.0" is a little more than "50". It is text, because a binary float would be
    a second rounding.

    >>> shown(Fraction(700, 11)), shown(Fraction(9999, 100)), shown(Fraction(100)), shown(Fraction(5001, 100))
    ('63.6', '99.9', '100', '50.0')
    """
    return _shown(number.numerator, number.denominator)


def percent(part: Fraction) -> str:
    """A part of 1, of a rating, as the number shown before "%", by the rule of `shown`.

    >>> percent(Fraction(7, 11))
    '63.6'
    """
    return _shown(100 * part.numerator, part.denominator)


def _shown(numerator: int, denominator: int) -> str:
    whole, rest = divmod(abs(numerator), denominator)
    tenths = rest * 10 // denominator
    sign = "-" if numerator < 0 and (whole or tenths) else ""
    return f"{sign}{whole}.{tenths}" if rest else f"{sign}{whole}"


def limit(part: Fraction) -> str:
    """A part of 1 that is a limit, as the number shown before "%": exactly, with a fraction where two decimals are too few.

    >>> limit(Fraction(17, 20)), limit(Fraction(5001, 10000)), limit(Fraction(2, 3)), limit(Fraction(1, 300))
    ('85', '50.01', '66 2/3', '1/3')
    """
    number = 100 * part
    if 100 % number.denominator:
        whole, rest = divmod(number.numerator, number.denominator)
        return f"{whole} {rest}/{number.denominator}" if whole else f"{rest}/{number.denominator}"
    whole, hundredths = divmod(int(100 * number), 100)
    return f"{whole}.{hundredths:02}".rstrip("0").rstrip(".") if hundredths else str(whole)


def thousandths(number: Fraction) -> str:
    """A coefficient as shown: with three decimals, rounded towards zero, so that "1.000" is exactly 1.

    >>> thousandths(Fraction(108577, 133160)), thousandths(Fraction(-1, 3)), thousandths(Fraction(-1, 3000))
    ('0.815', '-0.333', '0.000')
    """
    whole, rest = divmod(abs(number.numerator) * 1000 // number.denominator, 1000)
    return f"{'-' * (number < 0 and (whole, rest) != (0, 0))}{whole}.{rest:03}"


def rounded(number: Fraction | float, places: int, *, signed: bool = False) -> str:
    """An estimate as shown: to so many decimals, halves away from 0, with a true minus sign and commas between thousands.

    With `signed`, a number above 0 has a plus sign. What rounds to 0 has no sign.

    >>> rounded(Fraction(5, 2), 0), rounded(-0.25, 1), rounded(Fraction(-1, 100), 1), rounded(4.96, 1, signed=True)
    ('3', '−0.3', '0.0', '+5.0')
    >>> rounded(1234567, 0)
    '1,234,567'
    """
    exact = Fraction(number)
    scale = 10**places
    units = (2 * abs(exact.numerator) * scale + exact.denominator) // (2 * exact.denominator)
    sign = "" if not units else "−" if exact < 0 else "+" if signed else ""
    whole, part = divmod(units, scale)
    return f"{sign}{whole:,}" + (f".{part:0{places}d}" if places else "")


def percentage(share: Fraction) -> str:
    """A share that somebody gave, as it stands in a message: in full where it has few decimals.

    >>> percentage(Fraction(1, 2)), percentage(Fraction(1, 3))
    ('50 %', '33.33 %')
    """
    text = rounded(100 * share, 2)
    return f"{text.removesuffix('0').removesuffix('.0')} %"

"""The share code: an assessment without its notes, as the fragment of an address.

    1.four-stages.1.0.0.0aZ…9Qx7
    │ │           │     │   └ 5 digits: the check
    │ │           │     └ the day, the mode and every practice's state, as one number
    │ │           └ the version of the framework
    │ └ the framework
    └ the form of the code

Digits are those of base 62 (0–9, A–Z, a–z), so that a code consists of unreserved characters of RFC 3986 and does not
end in a character that a program leaves out of a link. Notes, reasons, names and groups are not in it, and cannot be
got from it.

The number is written in mixed radix. From its lowest digit up: a digit for each practice in the order of the *ids* (0
unanswered, 1 don't know, 2 not applicable, 3 and more the answers from low to high); whether a team agreed on it; the
mode; the day, counted as in `date.toordinal`; 16 bits of a fingerprint of the practices' and answers' ids. Ids, not
places: a framework's list of changes gives the ids that any of its versions had, so that a code opens when practices
have since been added, moved, renamed or removed. The fingerprint tells where it does not.

The check is the CRC-24 of RFC 9580 (section 6.1) over all characters before it. A cyclic code of 24 bits finds every
change within 24 neighbouring bits: every single changed character, and two neighbours that changed places.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from cxcore.model import Assessment, Catalogue, Framework, FrameworkRef, Mode, Response, State, version_key
from cxcore.reading import Fault, InputError, Problem, did_you_mean, one_of, quote

FORM = "1"
FRAGMENT = "#a="
"""What stands before the code in a link that opens a shared assessment."""
MAX_LENGTH = 2000
"""Longer texts are refused unread. A code of 500 practices with 12 answers each has some 600 characters."""

_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_VALUE = {digit: value for value, digit in enumerate(_DIGITS)}
_CHECK_DIGITS = 5  # 62**5 > 2**24
_CODE = re.compile(r"1\.([a-z0-9]+(?:-[a-z0-9]+)*)\.(\d{1,6}\.\d{1,6}\.\d{1,6})\.([0-9A-Za-z]*)", re.ASCII)
_BEGUN = re.compile(r"(?:1(?:\.[a-z0-9-]*(?:\.[0-9]*){0,3})?)?", re.ASCII)
_MARK = re.compile(r"(?:#|%(?:25)*23|&(?:num|#35|#x23);)a(?:=|%(?:25)*3D|&(?:equals|#61|#x3d);)(?:3D)?", re.IGNORECASE)
_RUN = re.compile(r"[0-9A-Za-z.-]*")
_WRITTEN = re.compile(r"(?:%(?:25)*[0-9A-F]{2})+", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s=\u00ad\u200b-\u200f\u2060\ufeff]")
"""What programs put into a long link so that its line may break: blanks, breaks, also of quoted-printable, and signs of no width."""
_LINE_END = re.compile(r"[\r\n][\s>|]*")
"""Where a line ends; an answer to a mail has marks before each of its lines, too."""
_STATES = 3  # before the answers: unanswered, don't know, not applicable
_MODES = tuple(Mode)
_DAYS = date.max.toordinal() + 1
_PRINTS = 1 << 16

_DAMAGED = "copy the whole code again"


def encode_share(framework: Framework, assessment: Assessment) -> str:
    """The share code of an assessment. Evidence, reasons, labels, groups, id and name are left out.

    Raises InputError where the assessment does not fit the framework, or holds no response: nobody could do anything with
    its link.
    """
    assessment.checked(framework)
    if not assessment.responses:
        raise InputError([Problem(("responses",), "no answer", "at least one", "a link would hold nothing")])
    catalogue = framework.catalogue(framework.version)
    assert catalogue is not None, "a framework has its own version"
    number = _fingerprint(catalogue)
    number = number * _DAYS + date.fromisoformat(assessment.taken).toordinal()
    number = number * len(_MODES) + _MODES.index(assessment.mode)
    number = number * 2 + assessment.agreed
    for practice in sorted(catalogue.practices, reverse=True):
        number = number * (_STATES + len(catalogue.answers)) + _state(assessment.responses.get(practice), catalogue)
    digits = _written(number, _length(catalogue))
    text = f"{FORM}.{framework.id}.{framework.version}.{digits}"
    return text + _written(crc24(text), _CHECK_DIGITS)


def share_stamp(code: str) -> FrameworkRef:
    """The framework version that a code answers. Raises InputError, with one problem, for what is no intact code."""
    return _taken_apart(code)[0]


def decode_share(code: str, frameworks: Mapping[str, Framework]) -> Assessment:
    """The assessment of a share code, of the framework version that the code names; `migration` brings it forward.

    `frameworks` are those at hand by id. White space around the code is passed over. Raises InputError with one
    problem: for a code that is damaged, or of a framework, of a version or of a list of practices that is not known
    here; its `fault` tells which. Raises nothing else, whatever the text.

    A link that holds the code will do, also as mailers and chats alter it: with its # written as %23, something put
    behind it, or broken into lines.
    """
    try:
        stamp, digits = _taken_apart(code)
    except InputError as error:
        (problem,) = error.problems
        if problem.fault is Fault.DAMAGED and _is_cut(code, frameworks):
            raise InputError([replace(problem, fault=Fault.CUT)]) from None
        raise
    framework = frameworks.get(stamp.id)
    if framework is None:
        hint = did_you_mean(stamp.id, frameworks)
        raise _refusal(
            f"a code of the framework '{stamp.id}'", one_of(list(frameworks) or ["none"]), hint, Fault.FOREIGN
        )
    catalogue = framework.catalogue(stamp.version)
    if catalogue is None:
        newer = version_key(stamp.version) > version_key(framework.version)
        found = f"a code of version {stamp.version} of '{framework.id}'"
        hint = "open it where that version is" if newer else "open it where that version was"
        fault = Fault.NEWER if newer else Fault.OTHER
        raise _refusal(found, f"{framework.version} or a version in its list of changes", hint, fault)
    if len(digits) != _length(catalogue):
        raise _other_practices(framework, stamp)
    number = 0
    for digit in digits:
        number = number * 62 + _VALUE[digit]
    responses = {}
    for practice in sorted(catalogue.practices):
        number, state = divmod(number, _STATES + len(catalogue.answers))
        if state:
            responses[practice] = _response(state, catalogue)
    number, agreed = divmod(number, 2)
    number, mode = divmod(number, len(_MODES))
    fingerprint, day = divmod(number, _DAYS)
    if fingerprint != _fingerprint(catalogue) or not day:
        raise _other_practices(framework, stamp)
    return Assessment(
        framework=stamp,
        taken=date.fromordinal(day).isoformat(),
        responses={key: responses[key] for key in _in_catalogue_order(framework, responses)},
        mode=_MODES[mode],
        agreed=agreed == 1,
    )


def crc24(text: str) -> int:
    """The CRC-24 of RFC 9580, section 6.1, over the ASCII characters of a text.

    >>> hex(crc24("123456789"))
    '0x21cf02'
    """
    crc = 0xB704CE
    for character in text:
        crc ^= ord(character) << 16
        for _ in range(8):
            crc <<= 1
            if crc & 0x1000000:
                crc ^= 0x1864CFB
    return crc


def _taken_apart(code: str) -> tuple[FrameworkRef, str]:
    code = code.strip()
    if len(code) > MAX_LENGTH:
        raise _refusal(
            f"a text of {len(code):,} characters", f"a share code of at most {MAX_LENGTH:,}", fault=Fault.DAMAGED
        )
    code = _code_in(code)
    if not code:
        raise _refusal("no code", "a share code", fault=Fault.DAMAGED)
    if re.fullmatch(r"[2-9]\.[0-9A-Za-z.-]+", code):
        found = f"a code of form {code[0]}"
        raise _refusal(found, FORM, "it is damaged, or made by a newer version of this software", Fault.NEWER)
    body, check = code[:-_CHECK_DIGITS], code[-_CHECK_DIGITS:]
    parts = _CODE.fullmatch(body)
    if parts is None or not set(check) <= _VALUE.keys():
        raise _refusal(quote(code), "a share code, such as '1.four-stages.1.0.0.…'", _DAMAGED, Fault.DAMAGED)
    if _written(crc24(body), _CHECK_DIGITS) != check:
        raise _refusal("a code whose check does not agree", "the code as it was made", _DAMAGED, Fault.DAMAGED)
    return FrameworkRef(id=parts[1], version=parts[2]), parts[3]


def _code_in(text: str) -> str:
    """The code in a text; where nothing in it is one, what stands in a code's place."""
    rest = _MARK.split(text)[-1].strip()
    lines = _LINE_END.split(_plain(rest))
    begun = [
        "".join(lines[:count]) for count in range(1, len(lines) + 1)
    ]  # what follows the code may look like more of it
    for each in (rest, _joined(rest), *begun, *map(_joined, begun)):
        run = _RUN.match(each)
        code = run[0].rstrip(".-") if run else ""
        if _written(crc24(code[:-_CHECK_DIGITS]), _CHECK_DIGITS) == code[-_CHECK_DIGITS:]:
            return code
    return rest


def _plain(text: str) -> str:
    """A text in which every sign stands for itself that a program has written with %, once or several times."""
    return _WRITTEN.sub(lambda signs: bytes.fromhex(re.sub("%(?:25)*", "", signs[0])).decode(errors="replace"), text)


def _joined(text: str) -> str:
    return _BETWEEN.sub("", _plain(text))


def _is_cut(text: str, frameworks: Mapping[str, Framework]) -> bool:
    """Whether a text that is no whole code is the beginning of one."""
    run = _RUN.match(_joined(_code_in(text.strip())))
    begun = run[0] if run else ""
    if _BEGUN.fullmatch(begun):
        return True
    parts = _CODE.fullmatch(begun)
    framework = frameworks.get(parts[1]) if parts else None
    catalogue = framework.catalogue(parts[2]) if parts and framework else None
    return bool(parts and catalogue and len(parts[3]) < _length(catalogue) + _CHECK_DIGITS)


def _state(response: Response | None, catalogue: Catalogue) -> int:
    if response is None:
        return 0
    if response.state is State.DONT_KNOW:
        return 1
    return 2 if response.answer is None else _STATES + catalogue.answers.index(response.answer)


def _response(state: int, catalogue: Catalogue) -> Response:
    if state < _STATES:
        return Response(dont_know=True) if state == 1 else Response(not_applicable="")
    return Response(answer=catalogue.answers[state - _STATES])


def _fingerprint(catalogue: Catalogue) -> int:
    return crc24(" ".join([*sorted(catalogue.practices), "/", *catalogue.answers])) % _PRINTS


def _length(catalogue: Catalogue) -> int:
    """How many digits the largest number takes. Codes of one version are equally long."""
    most = _PRINTS * _DAYS * len(_MODES) * 2 * (_STATES + len(catalogue.answers)) ** len(catalogue.practices)
    length = 0
    while most > 1:
        most = -(-most // 62)
        length += 1
    return length


def _written(number: int, length: int) -> str:
    digits = []
    for _ in range(length):
        number, digit = divmod(number, 62)
        digits.append(_DIGITS[digit])
    return "".join(reversed(digits))


def _in_catalogue_order(framework: Framework, practices: Mapping[str, object]) -> list[str]:
    """The practices as the framework lists them; those that it no longer has come last, by id."""
    place = {key: i for i, key in enumerate(framework.practice)}
    return sorted(practices, key=lambda key: (place.get(key, len(place)), key))


def _other_practices(framework: Framework, stamp: FrameworkRef) -> InputError:
    found = f"a code made with other practices than version {stamp.version} of '{framework.id}' has here"
    return _refusal(found, "the same practices", "open it on the site that made it")


def _refusal(found: str, expected: str, hint: str = "", fault: Fault = Fault.OTHER) -> InputError:
    return InputError([Problem((), found, expected, hint, fault=fault)])

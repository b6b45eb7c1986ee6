"""The formats that an inference is shown in."""

from pingfen.errors import UsageError, problem
from pingfen.inference.json import to_json
from pingfen.inference.result import Inference
from pingfen.inference.text import to_text
from pingfen.messages import listed

FORMATS = ("text", "json")


def show_inference(
    inference: Inference,
    format: str = "text",  # noqa: A002  # as the option
    lang: str = "zh",
    *,
    everything: bool = False,
) -> str:
    """Return what was inferred from scores as ``text`` or ``json``.

    ``everything`` lists in the text the rows with full marks too; JSON has all. Raises
    ``UsageError`` for any other format.
    """
    if format not in FORMATS:
        known = listed(FORMATS)
        raise UsageError([problem("unknown-format", None, found=format, known=known)])
    if format == "json":
        return to_json(inference, lang)
    return to_text(inference, lang, everything=everything)

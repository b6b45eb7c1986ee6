"""Words around a number or a period that make it approximate."""

from pingfen.words import words


def qualifier_of(content: str) -> tuple[str, str]:
    """Return a compact text without its qualifier, and the qualifier.

    >>> qualifier_of("平均在一小时内"), qualifier_of("30人左右"), qualifier_of("30人")
    (('一小时内', '平均在'), ('30人', '左右'), ('30人', ''))
    """
    for word in words().qualifiers.before:
        if content.startswith(word):
            return content.removeprefix(word), word
    for word in words().qualifiers.after:
        if content.endswith(word):
            return content.removesuffix(word), word
    return content, ""

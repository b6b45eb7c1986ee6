"""From plain data to YAML text that reads back the same."""

from decimal import Decimal

import yaml

from pingfen.source.nodes import PLAIN


def to_yaml(data: object) -> str:
    """Return plain data as YAML that reads back the same."""
    return str(yaml.dump(_quoted(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False))


class _Quoted(str):
    """A text that would read back as something else without its quotes."""

    __slots__ = ()


class _Escaped(str):
    """A text with line breaks or control characters, which only escapes keep as they are."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes Decimals as they are and quotes what would be taken for a number or a truth."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  # anchors are never written
        """Write equal values out each time."""
        return True


def _quoted(data: object) -> object:
    if isinstance(data, dict):
        return {key: _quoted(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_quoted(item) for item in data]
    if isinstance(data, str) and not data.isprintable():
        return _Escaped(data)
    if isinstance(data, str) and data in PLAIN:
        return _Quoted(data)
    return data


_Dumper.add_representer(
    _Quoted, lambda dumper, data: dumper.represent_scalar("tag:yaml.org,2002:str", data, style="'")
)
_Dumper.add_representer(
    _Escaped,
    lambda dumper, data: dumper.represent_scalar("tag:yaml.org,2002:str", data, style='"'),
)
_Dumper.add_representer(
    Decimal, lambda dumper, data: dumper.represent_scalar("tag:yaml.org,2002:float", f"{data:f}")
)

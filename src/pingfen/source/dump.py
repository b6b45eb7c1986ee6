"""From plain data to YAML text that reads back the same."""

from decimal import Decimal

import yaml


def to_yaml(data: object) -> str:
    """Return plain data as YAML that reads back the same."""
    return str(yaml.dump(_escaped(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False))


class _Escaped(str):
    """A text with line breaks or control characters, which only escapes keep as they are."""

    __slots__ = ()


class _Dumper(yaml.SafeDumper):
    """Writes Decimals as they are and equal values out each time."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002  # anchors are never written
        """Write equal values out each time."""
        return True


def _escaped(data: object) -> object:
    if isinstance(data, dict):
        return {_escaped(key): _escaped(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_escaped(item) for item in data]
    if isinstance(data, str) and not data.isprintable():
        return _Escaped(data)
    return data


_Dumper.add_representer(
    _Escaped,
    lambda dumper, data: dumper.represent_scalar("tag:yaml.org,2002:str", data, style='"'),
)
_Dumper.add_representer(
    Decimal, lambda dumper, data: dumper.represent_scalar("tag:yaml.org,2002:float", f"{data:f}")
)

"""From plain data to YAML text that reads back the same."""

import sys
from decimal import Decimal

import yaml

from pingfen.exact import NUMBER


def to_yaml(data: object) -> str:
    """Return plain data as YAML that reads back the same."""
    return str(yaml.dump(_escaped(data), Dumper=_Dumper, allow_unicode=True, sort_keys=False))


def to_flow(data: object) -> str:
    """Return plain data as YAML in one line: ``{weight: 10, target: annual}``."""
    text = yaml.dump(
        _escaped(data),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=True,
        width=sys.maxsize,
    )
    return str(text).removesuffix("\n").removesuffix("\n...")


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
        return {_key(key): _escaped(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_escaped(item) for item in data]
    if isinstance(data, str) and not data.isprintable():
        return _Escaped(data)
    return data


def _key(key: object) -> object:
    """Return a key that spells a number as one, such as a bound of steps: it needs no quotes."""
    if not isinstance(key, str) or not NUMBER.fullmatch(key):
        return _escaped(key)
    number = Decimal(key) if "." in key else int(key)
    return number if f"{number:f}" == key or str(number) == key else key


_Dumper.add_representer(
    _Escaped,
    lambda dumper, data: dumper.represent_scalar("tag:yaml.org,2002:str", data, style='"'),
)
_Dumper.add_representer(
    Decimal, lambda dumper, data: dumper.represent_scalar("tag:yaml.org,2002:float", f"{data:f}")
)

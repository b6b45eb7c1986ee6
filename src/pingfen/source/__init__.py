"""YAML and plain data as a tree of nodes, each of which knows where it was written.

The one place that knows PyYAML. Scalars keep their text: what is a number is decided by us, from
the text, and never passes through a binary float.
"""

from pingfen.source.compose import from_yaml
from pingfen.source.dump import to_flow, to_yaml
from pingfen.source.nodes import Entries, Items, Node, Path, Scalar, from_data, place_within, plain

__all__ = [
    "Entries",
    "Items",
    "Node",
    "Path",
    "Scalar",
    "from_data",
    "from_yaml",
    "place_within",
    "plain",
    "to_flow",
    "to_yaml",
]

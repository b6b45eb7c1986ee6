"""YAML and plain data as a tree of nodes, each of which knows where it was written.

The one place that knows PyYAML. Scalars keep their text: what is a number is decided by us, from
the text, and never passes through a binary float.
"""

from pingfen.source.compose import from_yaml
from pingfen.source.data import from_data
from pingfen.source.dump import to_flow, to_yaml
from pingfen.source.nodes import (
    MOST_CHARACTERS,
    MOST_NODES,
    Entries,
    Items,
    Node,
    Path,
    Scalar,
    count_nodes,
    imitation,
    place_within,
    plain,
    too_long,
)

__all__ = [
    "MOST_CHARACTERS",
    "MOST_NODES",
    "Entries",
    "Items",
    "Node",
    "Path",
    "Scalar",
    "count_nodes",
    "from_data",
    "from_yaml",
    "imitation",
    "place_within",
    "plain",
    "to_flow",
    "to_yaml",
    "too_long",
]

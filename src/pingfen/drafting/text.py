"""The text of a new policy: what it must say, and in comments all that it may change."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from pingfen.expression.parse import Expression
from pingfen.expression.vocabulary import canonical
from pingfen.expression.wording import Wording, branches
from pingfen.loading.digest import thawed
from pingfen.messages import Bilingual, Message, both, say
from pingfen.policy import Policy, Rule
from pingfen.resolved import line_of, origin, wording
from pingfen.source import to_flow, to_yaml
from pingfen.width import one_line

# the keys that a child replaces or merges in one line, and what they are called
WHOLE = ("inputs", "direction", "execution", "adjust", "rounding", "tolerance", "total", "grades")
NEW_RULE = "new-rule"


class Writing(NamedTuple):
    """What is written: name and year of the policy, its parent, how commands name its file."""

    id: str
    year: int
    parent: Policy
    file: str
    lang: str

    @property
    def name(self) -> str:
        """What the new policy is called."""
        return f"{self.id}@{self.year}"

    @property
    def document(self) -> dict[str, object]:
        """The resolved parent as plain data."""
        document = thawed(self.parent.document)
        return document if isinstance(document, dict) else {}

    def say(self, code: str, **values: object) -> str:
        """Return a message as a comment; a comment is one line whatever it holds."""
        return f"# {one_line(say(code, self.lang, **values))}"

    def place(self, *path: str) -> str:
        """Return where a part of the parent was written, as ``file:line``."""
        found = origin(self.parent, *path)
        return line_of(found.place) if found else self.parent.name


def policy_text(writing: Writing, schema: str, path: str) -> str:
    """Return the new policy; ``schema`` is the way to the schema, ``path`` the parent's file."""
    lines = (
        *_head(writing, schema, path),
        *_identity(writing),
        *_sources(writing),
        *_params(writing),
        *_lets(writing),
        *_wholes(writing),
        *_rules(writing),
    )
    return "\n".join(lines) + "\n"


def _head(writing: Writing, schema: str, path: str) -> Iterator[str]:
    if schema:
        yield f"# yaml-language-server: $schema={schema}"
    yield writing.say("draft-head", name=writing.name, parent=writing.parent.name)
    yield "#"
    yield writing.say("draft-inherits", parent=writing.parent.name, path=path)
    yield writing.say("draft-lines")
    yield "#"
    yield writing.say("draft-check", command=f"pingfen policy check {writing.file}")
    yield writing.say("draft-test", command=f"pingfen policy test {writing.file}")
    yield writing.say("draft-show", command=f"pingfen policy show {writing.file}")


def _identity(writing: Writing) -> Iterator[str]:
    parent = writing.parent
    yield "language: 1"
    yield from _dumped({"policy": writing.id, "year": writing.year})
    yield writing.say("draft-title")
    yield from _dumped({"title": _with_year(writing.document.get("title"), writing)})
    yield f"extends: {parent.name}"
    yield writing.say("draft-pin")
    yield f"#   extends: {to_flow({'policy': parent.name, 'digest': parent.digest})}"


def _with_year(title: object, writing: Writing) -> object:
    """Return the parent's title with the new year where it names the old one."""
    if isinstance(title, Mapping):
        return {key: _with_year(text, writing) for key, text in title.items()}
    return str(title).replace(str(writing.parent.year), str(writing.year))


def _sources(writing: Writing) -> Iterator[str]:
    title = _bilingual(both(Message.of("draft-source-title", year=writing.year)))
    yield ""
    yield writing.say("draft-sources")
    yield "sources: {"
    yield f"  #{_entry(f'notice-{writing.year}', {'title': title, 'status': 'unverified'})},"
    yield "  }"


def _params(writing: Writing) -> Iterator[str]:
    entries = writing.document.get("params")
    if not isinstance(entries, dict) or not entries:
        return
    yield ""
    yield writing.say("draft-params")
    yield "params: {"
    for key, given in entries.items():
        said = [writing.place("params", canonical(key))]
        value = given
        if isinstance(given, dict):
            value = given["value"]
            said = [*_description(given, writing.lang), *said]
        yield f"  # {one_line(' · '.join(said))}"
        yield f"  #{_entry(key, value)},"
    yield "  }"


def _description(given: Mapping[str, object], lang: str) -> Iterator[str]:
    """Yield label, unit, range and source of a param, those that it has."""
    label = given.get("label")
    if isinstance(label, dict):
        yield str(label.get(lang) or label.get("zh"))
    elif label:
        yield str(label)
    if given.get("unit"):
        yield str(given["unit"])
    if isinstance(between := given.get("range"), list):
        low, high = between
        limits = say("shown-range", lang, low=low, high=high)
        yield f"{say('page-range', lang)} {limits}"
    if given.get("source"):
        yield str(given["source"])


def _lets(writing: Writing) -> Iterator[str]:
    entries = writing.document.get("let")
    if not isinstance(entries, dict) or not entries:
        return
    yield ""
    yield writing.say("draft-lets")
    yield "let: {"
    for key, expression in entries.items():
        yield f"  # {writing.place('let', canonical(key))}"
        yield f"  #{_entry(key, _one_line(expression))},"
    yield "  }"


def _wholes(writing: Writing) -> Iterator[str]:
    """Yield each of the other parts as it is in force, in one line."""
    yield ""
    for key in WHOLE:
        if key in writing.document:
            yield f"# {say(f'part-{key}', writing.lang)} · {writing.place(key)}"
            yield f"#{_entry(key, _one_line(writing.document[key]))}"


def _rules(writing: Writing) -> Iterator[str]:
    parent, words = writing.parent, wording(writing.parent, writing.lang)
    yield ""
    yield writing.say("draft-rules")
    for number, rule in enumerate(parent.rules, 1):
        yield writing.say(
            "draft-rule",
            number=number,
            name=rule.name,
            applies=say(f"for-{rule.applies_to}", writing.lang),
            when=_condition(rule, words),
            result=_result(rule, words),
            place=writing.place("rules", rule.name),
        )
    yield from _remove(writing)
    yield ""
    yield writing.say("draft-change")
    yield "#rules:"
    for code, rule_data in _examples(writing):
        yield writing.say(code)
        yield from (f"#{line}" for line in _dumped([rule_data]))


def _remove(writing: Writing) -> Iterator[str]:
    """Yield how a rule is left out, by one that the other examples do not change."""
    names = [rule.name for rule in writing.parent.rules]
    if names:
        yield ""
        yield writing.say("draft-remove")
        yield f"#{_entry('remove', [names[1 if names[2:] else 0]])}"


def _examples(writing: Writing) -> Iterator[tuple[str, object]]:
    """Yield how a rule is replaced, added and moved: the message that says so, and the rule."""
    rules = writing.document.get("rules")
    given = [rule for rule in rules if isinstance(rule, dict)] if isinstance(rules, list) else []
    names = [str(rule["rule"]) for rule in given]
    if given:
        yield "draft-replace", given[0]
    taken = {*names, *(check.name for check in writing.parent.checks)}
    yield (
        "draft-add",
        {
            "rule": _fresh(NEW_RULE, taken),
            "when": 'relation == ">=" and target > 0 and actual >= target * 2',
            "score": "weight * 0.9",
            "because": _bilingual(both(Message.of("draft-add-because"))),
        },
    )
    if given[1:]:
        yield "draft-move", {**given[-1], "before": names[0]}


def _fresh(name: str, taken: Iterable[str]) -> str:
    """Return the name, longer as long as it is taken."""
    known = set(taken)
    while name in known:
        name = f"{name}-2"
    return name


def _condition(rule: Rule, words: Wording) -> str:
    return words.write(rule.when.tree) if rule.when else say("result-always", words.lang)


def _result(rule: Rule, words: Wording) -> str:
    if rule.drop:
        return say("result-drop", words.lang)
    return _lines(rule.score, words) if rule.score else say("verdict-undecided", words.lang)


def _lines(expression: Expression, words: Wording) -> str:
    """Return an expression in one line, its branches one after the other."""
    found = []
    for branch in branches(expression.tree):
        test = f"{words.write(branch.test)} → " if branch.test is not None else ""
        found.append(test + words.write(branch.value))
    return "; ".join(found)


def _bilingual(text: Bilingual) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _one_line(value: object) -> object:
    """Return an expression without the line breaks that it may be written with."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _entry(key: str, value: object) -> str:
    """Return ``key: value`` in one line, as it stands between braces."""
    return to_flow({key: value}).removeprefix("{").removesuffix("}")


def _dumped(data: object) -> list[str]:
    return to_yaml(data).rstrip("\n").split("\n")

"""What is done with one file: it is read and scored; what goes wrong is an error of that file."""

from typing import NamedTuple, Protocol, TypeVar

from pingfen.errors import DataPlace, FormError, Problem, problem
from pingfen.form import Forms, Judgement, SummaryLine
from pingfen.policy import Policy
from pingfen.readers import read_forms
from pingfen.scorecard import Scorecard
from pingfen.scoring import score_form
from pingfen.scoring.tables import Table, not_listed, table_of
from pingfen.writers import Writer

STANDARD_INPUT, DEVICES = "-", "/dev/"


class Job(NamedTuple):
    """A file to work on, with the judgements of its rows.

    ``known`` is what is known of it already: its forms, or why there are none.
    """

    file: str
    judgements: tuple[Judgement, ...] = ()
    known: Forms | FormError | None = None

    @property
    def here(self) -> bool:
        """Whether only this process can read it: our standard input, our open files."""
        own = self.file == STANDARD_INPUT or self.file.startswith(DEVICES)
        return own or self.known is not None

    def forms(self) -> Forms:
        """Return the forms of the file; raises ``FormError``."""
        if isinstance(self.known, FormError):
            raise self.known
        return read_forms(self.file) if self.known is None else self.known


class Scored(NamedTuple):
    """The scores of one file, its summary table as read, and what is wrong beside its forms."""

    cards: tuple[Scorecard, ...]
    lines: tuple[SummaryLine, ...]
    problems: tuple[Problem, ...]


Found = TypeVar("Found")
Found_co = TypeVar("Found_co", covariant=True)


class Task(Protocol[Found_co]):
    """What is done with each file; it may be sent to other processes."""

    def __call__(self, job: Job) -> Found_co:
        """Do it; raises ``FormError``."""


class Scoring:
    """Scores the forms of a file by a policy."""

    def __init__(self, policy: Policy) -> None:
        """Take the policy; it is sent to each process once."""
        self.policy = policy

    def __call__(self, job: Job) -> Scored:
        """Return the scores; raises ``FormError`` if the file cannot be read."""
        forms = judged_forms(job)
        cards = tuple(score_form(self.policy, form) for form in forms)
        problems = (*forms.problems, *not_listed(forms.summary, cards))
        return Scored(cards, forms.summary, problems)


class Rendered(NamedTuple):
    """What is to be written of one file, a piece for each form, and what the end must know of it.

    It is much less than the scorecards, and making it takes longer than all the rest that the
    process which writes has to do.
    """

    pieces: tuple[str, ...]
    undecided: int
    table: Table
    problems: tuple[Problem, ...]


class Rendering:
    """Scores the forms of a file and makes of them what is to be written."""

    def __init__(self, policy: Policy, writer: Writer) -> None:
        """Take the policy and what writes."""
        self.scoring, self.writer = Scoring(policy), writer

    def __call__(self, job: Job) -> Rendered:
        """Return the pieces; raises ``FormError`` if the file cannot be read."""
        cards, lines, problems = self.scoring(job)
        pieces = tuple(map(self.writer.form, cards))
        undecided = sum(not card.decided for card in cards)
        return Rendered(pieces, undecided, table_of(lines, cards), problems)


def attempt(task: Task[Found], job: Job) -> Found | FormError:
    """Do what is to be done with a file; whatever goes wrong is an error of that file.

    Readers turn what they expect into errors themselves. What nobody expected must not end a run
    of thousands of files either.
    """
    try:
        return task(job)
    except FormError as error:
        return error
    except Exception as error:  # noqa: BLE001  # as just said
        found = f"{type(error).__name__}: {error}"
        return failed(job.file, "file-failed", found)


def failed(file: str, code: str, found: object, seconds: int = 0) -> FormError:
    """Return why a file came to nothing."""
    return FormError(
        [problem("unreadable", DataPlace(file), says=code, found=found, seconds=seconds)]
    )


def judged_forms(job: Job) -> Forms:
    """Return the forms of a file with the judgements of their rows; raises ``FormError``."""
    forms = job.forms()
    return _judged(forms, job.judgements) if job.judgements else forms


def _judged(forms: Forms, judgements: tuple[Judgement, ...]) -> Forms:
    # most runs are without judgements
    from pingfen.judgements import with_judgements  # noqa: PLC0415  # see above

    (judged,), _ = with_judgements([forms], judgements)
    return judged

"""Rules about what a question should also have."""

from collections.abc import Iterator

from eurostack_assess.lint.subject import Found, Subject


def file_not_named(subject: Subject) -> Iterator[Found]:
    """What stands in the folder counts."""
    for name in subject.unnamed:
        yield Found(None, ("layers",), {"file": name})


def no_why(subject: Subject) -> Iterator[Found]:
    """Why it matters, to be read aloud."""
    yield from _without(subject, "why")


def no_evidence(subject: Subject) -> Iterator[Found]:
    """What would prove an answer."""
    yield from _without(subject, "evidence")


def no_source(subject: Subject) -> Iterator[Found]:
    """What the question rests on, if only on its author's proposal."""
    yield from _without(subject, "source")


def _without(subject: Subject, key: str) -> Iterator[Found]:
    for part, path, question in subject.questions():
        if not getattr(question, key):
            yield Found(part, (*path, "id"), {"question": question.id})


def no_action(subject: Subject) -> Iterator[Found]:
    """To every rung above the lowest something leads, up to the one aimed at; of a question that counts."""
    for part, path, question in subject.questions():
        wanted = range(1, (question.target or 0) + 1) if question.role != "informational" else ()
        lacking = [str(rung) for rung in wanted if rung not in {action.to for action in question.actions}]
        if lacking:
            rungs = {"question": question.id, "rungs": ", ".join(lacking)}
            yield Found(part, (*path, "actions") if question.actions else (*path, "id"), rungs)

"""The rules about what is asked, L1 to L14."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from procurement.calculations.linting import words
from procurement.calculations.linting.findings import Found, Severity, at, rule
from procurement.calculations.linting.method import Method, Question


@rule(
    severity=Severity.MUST,
    source="Local Government Act 1988, section 17(5)(e); Procurement Act 2023, section 90",
)
def l1(method: Method) -> Found:
    """Above the threshold a question scores where benefits land, not where the supplier is."""
    if method.is_below_threshold:
        return
    for question in method.questions:
        if said := words.first_match(words.SUPPLIERS_PLACE, question.words):
            yield at(
                question.code,
                f"{question.code} seems to score where the supplier is (“{said}”). Ask where the "
                "benefit lands.",
            )


@rule(
    severity=Severity.MUST,
    source="Procurement Act 2023, sections 23(2) and 56",
    is_confirmed=False,
)
def l2(method: Method) -> Found:
    """An accreditation, label or standard that is named is named with "or equivalent"."""
    for question in method.questions:
        for sentence in words.sentences(question.words):
            said = words.first_match(words.ACCREDITATION, sentence)
            if said and not words.first_match(words.EQUIVALENT, sentence):
                yield at(
                    question.code,
                    f"{question.code} names “{said}” without “or equivalent” in the same sentence. "
                    "Say what would be as good.",
                )
                break


@rule(
    severity=Severity.MUST,
    source="Procurement Act 2023, section 23(2)(a); Torbay Council's guidance on social value",
)
def l3(method: Method) -> Found:
    """A question is about this contract, not about the supplier's general good works."""
    for question in method.questions:
        for sentence in words.sentences(question.text):
            said = words.first_match(words.CORPORATE, sentence)
            if said and not words.first_match(words.CONTRACT, sentence):
                yield at(
                    question.code,
                    f"{question.code} seems to ask about the supplier as a whole (“{said}”), not "
                    "about this contract.",
                )
                break


@rule(
    severity=Severity.MUST,
    source="Essex County Council's consultation on social value: no benefit is counted twice",
)
def l4(method: Method) -> Found:
    """No commitment is scored twice: an area or a measure stands in one question of a lot."""
    yield from _twice(method, "area for action", lambda question: question.areas)
    yield from _twice(
        method,
        "measure",
        lambda question: tuple(each.measure.strip().casefold() for each in question.measures),
    )


def _twice(
    method: Method, what: str, things_of: Callable[[Question], tuple[str, ...]]
) -> Iterator[tuple[str, str]]:
    """Yield what stands in two questions that a bid for one lot answers."""
    holders: defaultdict[str, list[Question]] = defaultdict(list)
    for question in method.questions:
        for thing in dict.fromkeys(things_of(question)):
            for other in holders[thing]:
                if _meet(question, other):
                    yield at(
                        question.code,
                        f"{other.code} and {question.code} ask about the same {what}, “{thing}”: a "
                        "commitment would score twice.",
                    )
            holders[thing].append(question)


def _meet(one: Question, other: Question) -> bool:
    """Whether two questions are asked in the same lot."""
    return not one.lots or not other.lots or bool(set(one.lots) & set(other.lots))


@rule(severity=Severity.MUST, source="Procurement Act 2023, section 23(2)(b)")
def l5(method: Method) -> Found:
    """A social value question says in what, and in which unit, commitments are counted."""
    for question in method.social_value_questions:
        if not any(each.measure and each.unit for each in question.measures):
            yield at(
                question.code,
                f"{question.code} has no measure with a unit. A promise that cannot be counted "
                "cannot be checked afterwards.",
            )


@rule(severity=Severity.ADVICE, source="PPN 002, the model question")
def l6(method: Method) -> Found:
    """A social value question asks for a method statement beside the commitments."""
    for question in method.social_value_questions:
        if not question.asks_method_statement:
            yield at(
                question.code,
                f"{question.code} does not ask for a method statement: how it will be done, by "
                "whom, by when.",
            )


@rule(severity=Severity.MUST, source="Procurement Act 2023, section 23(3)(a)")
def l7(method: Method) -> Found:
    """A scale has at least two levels, and each is defined in words."""
    for question in method.questions:
        if len(question.levels) < 2:
            yield at(question.code, f"The scale of {question.code} has fewer than two levels.")
        for level in question.levels:
            if not level.definition.strip():
                yield at(
                    question.code,
                    f"The level {level.points:f} {level.label} of the scale of {question.code} "
                    "has no definition.",
                )


@rule(
    severity=Severity.ADVICE,
    source="Bid Evaluation Guidance Note, May 2021, section 7.2; Stilger and others, 2017",
    is_confirmed=False,
)
def l8(method: Method) -> Found:
    """A bid is marked against the scale, not against other bids."""
    for question in method.questions:
        texts = [question.words, *(level.definition for level in question.levels)]
        said = next(
            (found for text in texts if (found := words.first_match(words.COMPARISON, text))), ""
        )
        if said:
            yield at(
                question.code,
                f"{question.code} or its scale compares bids with each other (“{said}”). Describe "
                "what earns each level by itself.",
            )


@rule(
    severity=Severity.MUST,
    source="NHS England on the Evergreen assessment; mills-reeve.com, June 2023",
)
def l9(method: Method) -> Found:
    """The Evergreen self-assessment is not scored: it was not designed for that."""
    for question in method.questions:
        if words.first_match(words.EVERGREEN, question.words):
            yield at(question.code, f"{question.code} speaks of Evergreen. It is not to be scored.")


@rule(
    severity=Severity.MUST,
    source="PPN 002 scores the quality of the offer; journal.theaou.org on claimed totals",
)
def l10(method: Method) -> Found:
    """No total of social value in pounds is scored: such sums reward claims, not plans."""
    for question in method.questions:
        if said := words.first_match(words.MONEY_TOTALS, question.words):
            yield at(
                question.code,
                f"{question.code} seems to score a total in pounds (“{said}”). Ask for commitments "
                "in their own units.",
            )


@rule(
    severity=Severity.ADVICE,
    source="NHS England, carbon reduction plan requirements: pass or fail, not scored",
)
def l11(method: Method) -> Found:
    """A carbon reduction plan or net zero commitment is a gate, and is not scored again."""
    for question in method.questions:
        if said := words.first_match(words.CARBON_GATE, question.words):
            yield at(
                question.code,
                f"{question.code} speaks of a {said.lower()}. Where that is a condition of "
                "taking part, do not score it again.",
            )


@rule(
    severity=Severity.ADVICE,
    source="Local Government Act 1988, section 17(5)(a)",
    is_confirmed=False,
)
def l12(method: Method) -> Found:
    """A council takes advice before it scores terms of employment: they can be non-commercial."""
    if not method.terms_are_delicate:
        return
    for question in method.questions:
        if said := words.first_match(words.TERMS, question.words):
            yield at(
                question.code,
                f"{question.code} asks about terms of employment (“{said}”). Show the link to this "
                "contract, and take advice.",
            )


@rule(
    severity=Severity.ADVICE,
    source="techUK survey: three suppliers in four find social value questions a burden",
)
def l13(method: Method) -> Found:
    """A question is short enough to be answered: no longer than the guidance for its size."""
    if method.longest_question is None:
        return
    for question in method.questions:
        count = words.word_count(question.text)
        if count > method.longest_question:
            yield at(
                question.code,
                f"{question.code} has {count} words. Questions of up to "
                f"{method.longest_question} words get better answers.",
            )


@rule(
    severity=Severity.ADVICE,
    source="Procurement Act 2023, section 23(2)(d), proportionate; proportionality.yaml",
)
def l14(method: Method) -> Found:
    """There are no more social value questions than suit the value of the contract."""
    count = len(method.social_value_questions)
    if method.most_questions is not None and count > method.most_questions:
        yield at(
            "",
            f"There are {count} social value questions. For this value up to "
            f"{method.most_questions} are proportionate.",
        )

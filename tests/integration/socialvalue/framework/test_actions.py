from decimal import Decimal as D

import pytest

from socialvalue.audit.models import AuditEvent
from socialvalue.calculations.documents import DataWrong
from socialvalue.framework import actions
from socialvalue.framework.actions import AreaWords, MeasureWords
from socialvalue.framework.models import Area
from tests.factories.framework import FrameworkVersionFactory, ThresholdFactory, terms

from .conftest import NOW

WORDS = AreaWords(
    title="Quiet gardens",
    meaning="Places to rest.",
    good=("Open to all",),
    questions=("Where?",),
    cautions=("Not only for staff",),
    measures=(
        MeasureWords(name="Gardens", unit="gardens", kind="quantity", evidence="Photographs"),
    ),
)


def recorded(did):
    return AuditEvent.objects.get(did=did)


def contents(version):
    return [
        (area.code, actions.words_of(area), area.is_retired) for area in Area.objects.of(version)
    ]


def test_own_version_is_a_draft_that_says_the_same(draft, small, trust, officer):
    assert (draft.title, draft.number, draft.is_published) == ("Our matrix", 1, False)
    assert (draft.framework.organisation, draft.based_on) == (trust, small)
    assert contents(draft) == contents(small)
    event = recorded("framework.own_version_made")
    assert (event.actor_id, event.organisation_id) == (officer.pk, trust.pk)


def test_own_versions_have_codes_of_their_own(draft, small, trust, officer):
    second = actions.make_own_version(
        organisation=trust, based_on=small, title="Another", by=officer, at=NOW
    )

    assert (draft.framework.code, second.framework.code) == ("own-1", "own-2")


def test_changing_the_copy_leaves_the_published_version_as_it_was(draft, small, officer):
    before = contents(small)

    actions.reword_area(area=Area.objects.of(draft).get(), words=WORDS, by=officer, at=NOW)

    assert contents(small) == before
    assert contents(draft) != before


def test_added_area_has_the_next_code_and_its_words(draft, officer):
    objective = draft.objectives.first()

    area = actions.add_area(objective=objective, words=WORDS, by=officer, at=NOW)

    assert (area.code, actions.words_of(area)) == ("1.2", WORDS)
    assert recorded("framework.area_added").after["measures"] == [
        {"name": "Gardens", "unit": "gardens", "kind": "quantity", "evidence": "Photographs"}
    ]


def test_first_area_of_an_objective_is_number_one(draft, officer):
    area = actions.add_area(objective=draft.objectives.last(), words=WORDS, by=officer, at=NOW)

    assert area.code == "2.1"


def test_the_code_of_a_retired_area_is_not_given_again(draft, officer):
    objective = draft.objectives.first()
    first = actions.add_area(objective=objective, words=WORDS, by=officer, at=NOW)
    actions.retire_area(area=first, reason="Not used", by=officer, at=NOW)

    second = actions.add_area(objective=objective, words=WORDS, by=officer, at=NOW)

    assert (first.code, second.code) == ("1.2", "1.3")


def test_rewording_replaces_words_and_measures_and_records_both(draft, officer):
    area = Area.objects.of(draft).get()

    actions.reword_area(area=area, words=WORDS, by=officer, at=NOW)

    area.refresh_from_db()
    assert actions.words_of(area) == WORDS
    event = recorded("framework.area_reworded")
    assert (event.before["title"], event.after["title"]) == ("Skills", "Quiet gardens")


@pytest.mark.parametrize("words", [{"title": " ", "meaning": "m"}, {"title": "t", "meaning": ""}])
def test_an_area_without_title_or_meaning_is_refused(draft, officer, words):
    with pytest.raises(actions.NoWordsGiven):
        actions.add_area(
            objective=draft.objectives.first(), words=AreaWords(**words), by=officer, at=NOW
        )

    assert Area.objects.of(draft).count() == 1


def test_an_area_is_retired_with_a_reason_and_brought_back(draft, officer):
    area = Area.objects.of(draft).get()

    actions.retire_area(area=area, reason="Another covers it", by=officer, at=NOW)
    retired = Area.objects.of(draft).in_use().count()
    actions.bring_back_area(area=area, by=officer, at=NOW)

    assert (retired, Area.objects.of(draft).in_use().count()) == (0, 1)
    assert recorded("framework.area_retired").reason == "Another covers it"
    assert recorded("framework.area_brought_back").after == {"code": "1.1", "title": "Skills"}


def test_emphasis_is_kept_with_all_its_places(draft, officer):
    first, second = draft.objectives.all()

    actions.set_emphasis(
        version=draft, emphasis={first.pk: D("60.50"), second.pk: D("39.50")}, by=officer, at=NOW
    )

    assert [f"{o.emphasis:f}" for o in draft.objectives.all()] == ["60.50", "39.50"]
    event = recorded("framework.emphasis_set")
    assert event.before == {first.code: None, second.code: None}
    assert event.after == {first.code: "60.50", second.code: "39.50"}


def test_emphasis_that_does_not_add_up_is_refused(draft, officer):
    first, second = draft.objectives.all()

    with pytest.raises(actions.EmphasisWrong, match="adds up to exactly 100"):
        actions.set_emphasis(
            version=draft, emphasis={first.pk: D(60), second.pk: D(39)}, by=officer, at=NOW
        )

    assert [o.emphasis for o in draft.objectives.all()] == [None, None]


def test_publishing_freezes_a_version(draft, officer):
    published = actions.publish_version(version=draft, by=officer, at=NOW)

    assert (published.published_at, published.published_by) == (NOW, str(officer))
    area, objective = Area.objects.of(draft).get(), draft.objectives.first()
    for change in (
        lambda: actions.add_area(objective=objective, words=WORDS, by=officer, at=NOW),
        lambda: actions.reword_area(area=area, words=WORDS, by=officer, at=NOW),
        lambda: actions.retire_area(area=area, reason="r", by=officer, at=NOW),
        lambda: actions.bring_back_area(area=area, by=officer, at=NOW),
        lambda: actions.set_emphasis(version=draft, emphasis={}, by=officer, at=NOW),
        lambda: actions.publish_version(version=draft, by=officer, at=NOW),
    ):
        with pytest.raises(actions.VersionIsPublished):
            change()


def test_a_version_without_areas_cannot_be_published(draft, officer):
    actions.retire_area(area=Area.objects.of(draft).get(), reason="r", by=officer, at=NOW)

    with pytest.raises(actions.NothingToPublish):
        actions.publish_version(version=draft, by=officer, at=NOW)


def test_the_next_version_follows_the_published_one_with_its_emphasis(draft, officer):
    first, second = draft.objectives.all()
    actions.set_emphasis(
        version=draft, emphasis={first.pk: D(60), second.pk: D(40)}, by=officer, at=NOW
    )
    published = actions.publish_version(version=draft, by=officer, at=NOW)

    following = actions.start_next_version(version=published, by=officer, at=NOW)

    assert (following.number, following.based_on, following.is_published) == (2, published, False)
    assert [o.emphasis for o in following.objectives.all()] == [D(60), D(40)]


def test_there_is_one_draft_at_a_time(draft, officer):
    published = actions.publish_version(version=draft, by=officer, at=NOW)
    following = actions.start_next_version(version=published, by=officer, at=NOW)

    assert actions.start_next_version(version=published, by=officer, at=NOW) == following
    with pytest.raises(actions.VersionIsDraft):
        actions.start_next_version(version=following, by=officer, at=NOW)


def without_code(**changes):
    return {name: value for name, value in terms(**changes).items() if name != "code"}


def test_own_rule_is_kept_as_it_was_written(trust, officer):
    given = without_code(title="20% from £100,000!", minimum_percent="20.50")

    rule = actions.add_weight_rule(organisation=trust, terms=given, by=officer, at=NOW)

    assert rule.code == "own-1-20-from-100-000"
    assert rule.terms == given | {"code": rule.code}
    assert (rule.organisation, rule.edition) == (trust, None)
    assert recorded("weight_rule.added").after["minimum_percent"] == "20.50"


def test_own_rules_of_one_title_have_two_codes(trust, officer):
    rules = [
        actions.add_weight_rule(organisation=trust, terms=without_code(), by=officer, at=NOW)
        for _ in range(2)
    ]

    assert [rule.code for rule in rules] == ["own-1-ours-15", "own-2-ours-15"]


def test_terms_that_are_not_a_rule_are_refused(trust, officer):
    with pytest.raises(DataWrong, match="more than 100 percent"):
        actions.add_weight_rule(
            organisation=trust, terms=without_code(minimum_percent="101"), by=officer, at=NOW
        )

    assert not trust.weight_rules.exists()


@pytest.fixture
def rule(trust, officer):
    return actions.add_weight_rule(organisation=trust, terms=without_code(), by=officer, at=NOW)


def test_ending_a_rule_gives_it_its_last_day(rule, officer):
    ended = actions.end_weight_rule(
        rule=rule, last_day=NOW.date(), reason="New policy", by=officer, at=NOW
    )

    assert ended.terms == rule.terms | {"effective_to": "2026-06-01"}
    assert recorded("weight_rule.ended").reason == "New policy"


def test_a_rule_ends_once(rule, officer):
    actions.end_weight_rule(rule=rule, last_day=NOW.date(), reason="r", by=officer, at=NOW)

    with pytest.raises(actions.RuleEnded, match="ends on 2026-06-01 already"):
        actions.end_weight_rule(rule=rule, last_day=NOW.date(), reason="r", by=officer, at=NOW)


def test_a_rule_does_not_end_before_it_starts(rule, officer):
    with pytest.raises(actions.RuleEnded, match="2026-01-01 or later"):
        actions.end_weight_rule(
            rule=rule, last_day=NOW.date().replace(year=2025), reason="r", by=officer, at=NOW
        )


def test_a_rule_without_a_first_day_can_end_on_any(rule, officer):
    rule.terms["effective_from"] = None
    rule.save()

    ended = actions.end_weight_rule(
        rule=rule, last_day=NOW.date().replace(year=2020), reason="r", by=officer, at=NOW
    )

    assert ended.terms["effective_to"] == "2020-06-01"


def test_names_of_stored_things(draft, rule):
    threshold = ThresholdFactory(edition__number=4)
    other = FrameworkVersionFactory(framework__code="plain", title="Plain", number=3)
    area = Area.objects.of(draft).get()

    assert (str(draft), str(other.framework), str(rule)) == (
        "Our matrix (version 1)",
        "plain",
        "Ours: 15%",
    )
    assert (str(area), str(area.objective), str(area.measures.get())) == (
        "1.1 Skills",
        "Objective 1",
        "Learners (people)",
    )
    assert (str(threshold), str(threshold.edition)) == (
        "sub_central goods_services 20772000p",
        "Edition 4, as at 2026-01-05",
    )

"""Every address, every method, every kind of person, every thing: who may do what.

What must be answered follows from what each view declares (core/access.py) and, where a view's
`is_allowed` asks for more, from ASKS_MORE below. A new address is walked by itself; one that names
something new needs a maker in things.py; one that is open to strangers, a line in OPEN_TO_ALL.
"""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from socialvalue.accounts.models import Role
from socialvalue.core.access import READING
from tests.integration.things import NOBODY, SHARED
from tests.integration.world import ADDRESSES, answer

pytestmark = pytest.mark.django_db

TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="\w+"')
METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"]

# Pages for people who have not signed in. Each new line is a decision: nothing on such a page may
# depend on what an organisation keeps here.
OPEN_TO_ALL = {
    "core:home", "core:accessibility", "core:privacy", "core:about", "healthz",
    "framework:matrix", "framework:published", "framework:csv", "framework:published_area",
    "framework:weight_rules", "framework:weight_rule",
    # Whoever has the letter has the secret; it opens nothing but itself.
    "accounts:join",
    # What holders of awards agreed to show, and whether a certificate is genuine.
    "awards:register", "awards:register_csv", "awards:register_json",
    "awards:places", "awards:place",
    "awards:verify", "awards:verified",
    # What can be applied for, and how an organisation that is new here opens itself: nothing on
    # these pages tells whether an address or a name is known.
    "awards:apply", "awards:apply_scheme", "awards:register_organisation", "awards:link_sent",
    "awards:open_organisation",
    # A supplier that was asked: it sees the question that it has in its letter, and no answer.
    "suppliers:answer",
    # Signing in.
    "account_login", "account_logout", "account_inactive", "account_signup",
    "account_confirm_email",
    "account_email_verification_sent", "account_confirm_login_code", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key",
    "account_reset_password_from_key_done", "mfa_authenticate", "mfa_login_webauthn",
    "openid_connect_login", "openid_connect_callback", "socialaccount_login_cancelled",
    "socialaccount_login_error", "socialaccount_signup", "account/social/login/cancelled/",
    "account/social/login/error/", "account/social/signup/",
}  # fmt: skip

# Where a view asks for more than the role: which of the roles admitted may, for which stage of the
# thing (things.py), and why.
STEERS_JOBS = {
    "own": {Role.ADMINISTRATOR, Role.DATA_OFFICER},
    "begun": {Role.ADMINISTRATOR, Role.DATA_OFFICER},
}  # whoever asked for the job (here the data officer), and administrators
DRAFTS_ONLY = {"own": {Role.PROCUREMENT_OFFICER}, "begun": set()}  # a published version is frozen
NOT_ENDED = {"own": {Role.PROCUREMENT_OFFICER}, "begun": set()}  # a rule ends once
READS_OPENED = {
    "own": {Role.PROCUREMENT_OFFICER, Role.APPROVER, Role.AUDITOR},
    "between": set(),
}  # a sealed bid is read by nobody
NOT_RANKED = {"own": set(), "begun": set(), "between": set()}  # none of them is ranked yet
READS_LETTERS = {
    "own": {Role.PROCUREMENT_OFFICER, Role.APPROVER, Role.AUDITOR},
    "begun": set(),
    "between": set(),
}  # nobody is written to before bids are opened
# The letters walked were made and not issued: they are for those who prepare and approve them.
READS_DRAFT_LETTERS = {
    "own": {Role.PROCUREMENT_OFFICER, Role.APPROVER},
    "begun": set(),
    "between": set(),
}
WRITES_LETTERS = {"own": {Role.PROCUREMENT_OFFICER}, "begun": set(), "between": set()}
READS_PANEL = {
    stage: {Role.PROCUREMENT_OFFICER, Role.APPROVER, Role.AUDITOR}
    for stage in ("own", "begun", "between")
}  # and a moderator of the tender itself, which the one who walks the site is not
SETS_PANEL = {
    "own": set(),
    "begun": {Role.PROCUREMENT_OFFICER},
    "between": {Role.PROCUREMENT_OFFICER},
}  # until quality is locked
# The tenders walked are a draft, one that receives bids, and one whose prices are opened.
IN_ANOTHER_STATE = {stage: set() for stage in ("own", "begun", "between")}
WORKS_IT_OUT = {"own": {Role.PROCUREMENT_OFFICER}, "begun": set(), "between": set()}
READS_SCORES = {
    "own": {Role.PROCUREMENT_OFFICER, Role.APPROVER, Role.AUDITOR, Role.EVALUATOR},
    "begun": set(),
    "between": set(),
}  # the evaluator has a seat and has declared
DECIDES_CORRECTIONS = {
    "own": {Role.PROCUREMENT_OFFICER, Role.APPROVER},
    "begun": set(),
    "between": set(),
}
HAS_A_SEAT = {"own": {Role.EVALUATOR}, "begun": set(), "between": set()}
# The applications walked are one with the panel, on which the assessor has judged and sits; one
# that nobody judges yet; and one that was decided, with an appeal.
STAGES = ("own", "begun", "between")
READS_ALL = {Role.AWARD_MANAGER, Role.APPROVER, Role.AUDITOR}
READS_RECEIVED = {"begun": READS_ALL, "between": READS_ALL}
READS_WITHOUT_SEAT = dict.fromkeys(STAGES, READS_ALL)
READS_JUDGEMENTS = {"begun": set(), "between": READS_ALL}
ASSESSES = {"own": {Role.AWARD_ASSESSOR}, "begun": set(), "between": set()}
MANAGES_SEATS = {"own": set(), "begun": {Role.AWARD_MANAGER}, "between": set()}
MANAGES_THE_PANEL = {
    "own": {Role.AWARD_MANAGER}, "begun": {Role.AWARD_MANAGER}, "between": set()
}  # fmt: skip
PROPOSES = {"own": {Role.AWARD_MANAGER}, "begun": set(), "between": set()}
DECIDES_AN_APPEAL = {
    "own": set(), "begun": set(), "between": {Role.AWARD_MANAGER, Role.APPROVER}
}  # fmt: skip
CHANGES_DRAFTS = {"own": {Role.AWARD_MANAGER}, "begun": set()}  # a published scheme is frozen
ASSESSES_ITSELF = {
    Role.APPLICANT, Role.AWARD_MANAGER, Role.PROCUREMENT_OFFICER, Role.DATA_OFFICER,
    Role.ADMINISTRATOR,
}  # fmt: skip
ASKS_MORE = {
    **{
        f"awards:{name}": CHANGES_DRAFTS
        for name in (
            "change_scheme",
            "change_marks",
            "change_sources",
            "add_theme",
            "change_theme",
            "add_criterion",
            "change_criterion",
            "add_level",
            "change_level",
        )
    },
    "awards:publish_scheme": {"own": {Role.APPROVER}, "begun": set()},
    "awards:run_scheme": {"own": set(), "begun": {Role.AWARD_MANAGER}},
    "awards:begin_assessment": {"own": ASSESSES_ITSELF, "begun": set()},
    "awards:received_application": READS_RECEIVED,
    "awards:received_evidence": READS_RECEIVED,
    "awards:received_record": READS_WITHOUT_SEAT,
    "awards:people": READS_WITHOUT_SEAT,
    "awards:own_interest": READS_WITHOUT_SEAT,
    "awards:allocate": MANAGES_SEATS,
    "awards:end_seat": MANAGES_THE_PANEL,
    "awards:declare": ASSESSES,
    "awards:my_judgements": ASSESSES,
    "awards:judge": ASSESSES,
    "awards:panel": READS_JUDGEMENTS,
    "awards:agree": READS_JUDGEMENTS,
    "awards:ask": MANAGES_THE_PANEL,
    "awards:propose": PROPOSES,
    "awards:decide": {stage: set() for stage in STAGES},  # nothing is proposed
    "awards:decide_appeal": DECIDES_AN_APPEAL,
    # Nobody hears who bids while bids are sealed.
    "evaluation:disqualify": {"between": set()},
    "evaluation:draw": {"begun": set(), "between": set()},
    "evaluation:start_moderation": IN_ANOTHER_STATE,
    "evaluation:my_moves": HAS_A_SEAT,
    "evaluation:moderation": READS_SCORES,
    "evaluation:moderate": READS_SCORES,
    "evaluation:corrections": DECIDES_CORRECTIONS,
    "evaluation:reopen_score": IN_ANOTHER_STATE,
    "evaluation:lock_quality": IN_ANOTHER_STATE,
    "evaluation:unlock_quality": IN_ANOTHER_STATE,
    "evaluation:open_prices": IN_ANOTHER_STATE,
    "evaluation:return_ranking": IN_ANOTHER_STATE,
    "evaluation:approve": IN_ANOTHER_STATE,
    "evaluation:rank": WORKS_IT_OUT,
    "evaluation:enquire_price": WORKS_IT_OUT,
    "evaluation:result": WORKS_IT_OUT,
    "evaluation:result_file": WORKS_IT_OUT,
    "evaluation:bundle_file": WORKS_IT_OUT,
    "evaluation:compare": WORKS_IT_OUT,
    "evaluation:compare_file": WORKS_IT_OUT,
    "evaluation:panel": READS_PANEL,
    "evaluation:add_member": SETS_PANEL,
    "evaluation:change_member": SETS_PANEL,
    "evaluation:let_go": SETS_PANEL,
    "evaluation:declare": HAS_A_SEAT,
    "evaluation:my_scores": HAS_A_SEAT,
    "evaluation:submit_bid": HAS_A_SEAT,
    "evaluation:score_question": HAS_A_SEAT,
    "evaluation:save_draft": HAS_A_SEAT,
    "evaluation:letters": READS_LETTERS,
    "evaluation:letter_preview": READS_DRAFT_LETTERS,
    "evaluation:letter_file": READS_DRAFT_LETTERS,
    "evaluation:pack_file": READS_DRAFT_LETTERS,
    "evaluation:standstill": READS_LETTERS,
    "evaluation:issue_pack": WRITES_LETTERS,
    "evaluation:ask_letters": WRITES_LETTERS,
    "evaluation:letter_contacts": WRITES_LETTERS,
    "evaluation:letter_wording": WRITES_LETTERS,
    "evaluation:record_notice": WRITES_LETTERS,
    "evaluation:receive_representation": WRITES_LETTERS,
    "evaluation:decide_representation": WRITES_LETTERS,
    "evaluation:award": WRITES_LETTERS,
    "evaluation:archive": WRITES_LETTERS,
    "evaluation:withhold": NOT_RANKED,
    "evaluation:tell_reason": NOT_RANKED,
    "evaluation:report": NOT_RANKED,
    "evaluation:report_file": NOT_RANKED,
    "evaluation:report_word": NOT_RANKED,
    "evaluation:sealed_file": NOT_RANKED,
    "evaluation:sensitivity": NOT_RANKED,
    "evaluation:sensitivity_file": NOT_RANKED,
    "bids:bid": READS_OPENED,
    "bids:file": READS_OPENED,
    "jobs:job": STEERS_JOBS,
    "jobs:progress": STEERS_JOBS,
    "jobs:cancel": STEERS_JOBS,
    "jobs:again": STEERS_JOBS,
    "framework:emphasis": DRAFTS_ONLY,
    "framework:publish": DRAFTS_ONLY,
    "framework:add_area": DRAFTS_ONLY,
    "framework:reword_area": DRAFTS_ONLY,
    "framework:retire_area": DRAFTS_ONLY,
    "framework:bring_back_area": DRAFTS_ONLY,
    "framework:end_weight_rule": NOT_ENDED,
}
# Other answers than a page, a redirect, a conflict or "no such method" to those who may ask.
OTHER_ANSWERS = {
    # Many read what a panel agrees, and only the panel writes it down; nobody writes judgements
    # that are handed in.
    **{("awards:agree", method): {200, 403, 405} for method in ("POST", "PUT")},
    **{("awards:panel", method): {403, 405} for method in ("POST", "PUT", "PATCH", "DELETE")},
    **{("awards:agree", method): {403, 405} for method in ("PATCH", "DELETE")},
    **{
        (f"awards:{name}", method): 403
        for name in ("judge", "my_judgements")
        for method in ("POST", "PUT", "PATCH", "DELETE")
    },
    # No award has the certificate that the walk asks for.
    **{("awards:verified", method): 404 for method in METHODS},
    # Its price is not flagged, so there is nothing to ask about; no correction is named.
    **{("evaluation:moderate", method): 403 for method in ("POST", "PUT", "PATCH", "DELETE")},
    ("evaluation:corrections", "POST"): {403, 404},
    ("evaluation:enquire_price", "GET"): 404,
    ("evaluation:enquire_price", "HEAD"): 404,
    ("evaluation:enquire_price", "POST"): 404,
    ("evaluation:enquire_price", "PUT"): 404,
    # Prices are opened there: nothing is scored any more.
    ("evaluation:score_question", "POST"): 403,
    ("evaluation:score_question", "PUT"): 403,
    ("evaluation:save_draft", "POST"): 403,
    ("evaluation:letter_preview", "GET"): 404,  # the bid stands, so it has no early letter
    ("evaluation:letter_preview", "HEAD"): 404,
    ("accounts:switch_organisation", "POST"): 404,  # an empty form names no organisation
    ("healthz", "GET"): 503,  # the waiting job of things.py has waited for months
    ("healthz", "HEAD"): 503,
}


def stages_of(address, world):
    """Return the keys for the address by whose they are, as far as they can be made."""
    scoped = [name for name in address.parameters if name not in SHARED]
    unknown = [name for name in scoped if name not in world.own.own]
    assert not unknown, f"{address.label}: add a maker for {unknown} to tests/integration/things.py"

    shared = {name: first for name, (first, _) in SHARED.items()}
    stages = {"own": world.own.own | shared}
    if scoped:
        stages |= {
            stage: keys | shared
            for stage, keys in world.own.stages.items()
            if keys.keys() >= set(scoped)
        }
        stages["another's"] = world.foreign.own | shared
        stages["absent"] = dict.fromkeys(scoped, NOBODY) | shared
    return stages


def mixtures_of(address, world):
    """Return keys of which one does not belong under the others: another's, a sibling's, nothing's.

    An address with two things in it must look for the second within the first.
    """
    scoped = [name for name in address.parameters if name not in SHARED]
    shared = {name: first for name, (first, _) in SHARED.items()}
    odd = {"another's": world.foreign.own, "sibling's": world.own.sibling}
    return {
        f"{whose} {name}": world.own.own | shared | {name: keys[name]}
        for name in scoped
        for whose, keys in {**odd, "absent": dict.fromkeys(scoped, NOBODY)}.items()
        if len(scoped) > 1 and name in keys and (whose != "sibling's" or name != scoped[0])
    }


def expected(address, persona, method, stage):
    """Return the one answer that is right, or "allowed"."""
    audience = address.audience(method)
    if not audience.signed_in:
        return "allowed"
    if persona.user is None:
        return "sign in"
    if not audience.in_organisation:
        return "allowed"
    if persona.role is None:
        return 403
    if stage in {"another's", "absent"}:
        return 404
    if audience.roles and persona.role not in audience.roles:
        return 403
    may = ASKS_MORE.get(address.label, {}).get(stage)
    return "allowed" if may is None or persona.role in may else 403


def is_right(wanted, response, address, method):
    """Whether the answer is the one wanted."""
    status = response.status_code
    if wanted == "sign in":
        return status == 302 and response.url.startswith(f"{reverse('account_login')}?next=")
    if wanted == "allowed":
        if address.is_a_librarys:
            return status < 500
        if other := OTHER_ANSWERS.get((address.label, method)):
            return status in (other if isinstance(other, set) else {other})
        return status in {200, 302, 405, 409}
    return status == wanted


def seen_from_outside(response, queries):
    """Return everything of an answer that a person could tell two answers apart by.

    The number of queries stands for the time it takes, which nobody can measure here.
    """
    headers = {name: value for name, value in response.items() if name != "Expires"}  # the clock
    words = TOKEN.sub(b"", response.body)
    return response.status_code, headers, sorted(response.cookies), words, queries.count


def faults_of(address, persona, method, stages, world):
    """Return each stage that is not answered as it must be, and how it was."""
    found, not_found = [], []
    for stage, keys in stages.items():
        wanted = expected(address, persona, method, stage)
        asks_whose = persona.role and address.audience(method).in_organisation
        if stage != "own" and not asks_whose:
            continue  # answered before anything is loaded
        response, queries = answer(world, persona, method, address.path(keys))
        if not is_right(wanted, response, address, method):
            found.append(f"{stage}: {response.status_code}, not {wanted}")
        if queries.changes and (wanted != "allowed" or method in READING):
            found.append(f"{stage}: changed the database: {queries.changes}")
        if wanted == "sign in" and queries.count:
            found.append(f"{stage}: asked the database {queries.count} questions")
        if wanted == 404:
            not_found.append(seen_from_outside(response, queries))
    if not_found.count(not_found[0] if not_found else None) != len(not_found):
        found.append("another's can be told from an absent one")
    return found


def stages_to_ask(address, persona, method, stages):
    """Return the stages of a cell of the table that every run asks about.

    Whose a thing is and how far on it is are settled before the method is looked at, and alike for
    all roles that are admitted and for all that are not. So everybody reads and sends to the
    organisation's own thing; one who may and one who may not do so to every other thing, or
    everybody where the view asks for more than the role; and one of each tries the other methods.
    The slow test leaves nothing out.
    """
    is_one = is_one_of_each(address, persona, method)
    if method not in {"GET", "POST"}:
        return {"own": stages["own"]} if is_one or persona.user is None else {}
    return stages if address.label in ASKS_MORE or is_one else {"own": stages["own"]}


def is_one_of_each(address, persona, method):
    """Whether it is this person who stands for the roles admitted, or for those refused."""
    admitted = address.audience(method).roles
    refused = [role for role in Role if admitted and role not in admitted]
    return persona.role in {min(admitted or {Role.AUDITOR}), *refused[:1]}


def stages_to_ask_first(address, persona, method, stages):
    """Return what is asked about on every change: reading and sending, one of each, and strangers.

    Where the view asks for more than the role, each role that it admits is asked too: of those that
    it refuses, which it does before it asks for anything, one stands for all here as elsewhere.
    The long test asks everybody.
    """
    if method not in {"GET", "POST"}:
        return {}
    if is_one_of_each(address, persona, method):
        return stages
    asks = address.label in ASKS_MORE and persona.role in address.audience(method).roles
    return {"own": stages["own"]} if asks or persona.role is None else {}


def table_of_faults(address, world, to_ask):
    """Return what is wrong, by person and method."""
    stages = stages_of(address, world)
    return {
        (persona.name, method): faults
        for persona in world.personas
        for method in METHODS
        if (
            faults := faults_of(
                address, persona, method, to_ask(address, persona, method, stages), world
            )
        )
    }


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.label)
def test_who_may_read_and_send(address, world):
    assert table_of_faults(address, world, stages_to_ask_first) == {}


@pytest.mark.long
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.label)
def test_who_may_do_what(address, world):
    assert table_of_faults(address, world, stages_to_ask) == {}


@pytest.mark.slow
@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address.label)
def test_who_may_do_what_in_every_cell(address, world):
    assert table_of_faults(address, world, lambda address, persona, method, stages: stages) == {}


@pytest.mark.parametrize(
    "address",
    [each for each in ADDRESSES if len(set(each.parameters) - SHARED.keys()) > 1],
    ids=lambda address: address.label,
)
def test_a_thing_is_found_only_within_its_parent(address, world):
    admitted = [each for each in world.personas if each.role in address.audience("POST").roles]

    told = [
        (persona.name, method, whose, response.status_code)
        for persona in admitted or world.personas[:1]
        for method in ("GET", "POST")
        for whose, keys in mixtures_of(address, world).items()
        if (response := answer(world, persona, method, address.path(keys))[0]).status_code != 404
    ]

    assert told == []


def test_pages_open_to_strangers_are_these():
    open_pages = {each.label for each in ADDRESSES if not each.audience("GET").signed_in}

    assert open_pages == OPEN_TO_ALL


def test_tables_name_only_pages_that_exist():
    named = {*ASKS_MORE, *settings.LIBRARY_PAGES, *(label for label, _ in OTHER_ANSWERS)}

    assert named - {each.label for each in ADDRESSES} == set()

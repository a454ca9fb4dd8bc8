"""Something that is walked at random by everybody, while everybody looks at everything."""

import random
from dataclasses import dataclass, field

from django.conf import settings
from django.core import mail
from django.core.handlers.base import BaseHandler
from django.test import Client

from tests.factories.accounts import UserFactory
from tests.integration.world import BACKEND, Persona, World


@dataclass
class Watched:
    """People, secrets, and what has happened, for the report of a failure.

    A subclass has `looking`, the module that knows the addresses; `happenings`, what is to be
    expected in each state; `always`, what may be tried in any; `usual`, how often the expected is
    tried; `refusals`, what the product may raise; and the methods `thing()`, what is watched;
    `stands()`, its state; `refresh()`, which asks the database for it again; and
    `may_know(secret, name)`, whether that person may know that secret now.
    """

    seed: int
    story: list = field(default_factory=list)
    secrets: list = field(default_factory=list)
    looks: int = 0

    def __post_init__(self):
        self.dice = random.Random(self.seed)
        self.people = {}

    def begins(self):
        """Open the doors, when all people are there."""
        site = BaseHandler()
        site.load_middleware()
        self.world = World(site=site, personas=list(self.people.values()), own=None, foreign=None)

    def person(self, name, roles, organisation, **more):
        """Let somebody take part; `more` is of the user."""
        if roles:
            more |= {"roles": roles, "roles__organisation": organisation}
        user = UserFactory(name=name, **more)
        user.emailaddress_set.create(email=user.email, verified=True)
        browser = Client()
        browser.force_login(user, backend=BACKEND)
        session = browser.cookies[settings.SESSION_COOKIE_NAME].value
        self.people[name] = Persona(name, user, None, session)

    def user(self, name):
        """Return the user of that name."""
        return self.people[name].user

    def word(self, kind, *parts):
        """Return words that stand nowhere else."""
        return f"{kind}{self.seed}x{'x'.join(map(str, parts))}x{len(self.secrets)}q"

    # --- What happens ---------------------------------------------------------------------------
    def step(self, *, looks=2):
        """Let one thing happen that may, then let people look."""
        expected = self.happenings.get(self.stands())
        likely = expected and self.dice.random() < self.usual
        happened = self.dice.choice(expected if likely else self.always)
        try:
            happened(self)
        except self.refusals as refusal:
            self.story.append(f"{happened.__name__}: refused, {type(refusal).__name__}")
        else:
            self.story.append(happened.__name__)
        self.refresh()
        for _ in range(looks):
            self.look()
        self.read_letters()

    # --- Who looks ------------------------------------------------------------------------------
    def look(self):
        """Let somebody read something, and refuse any secret in it that is not theirs."""
        persona = self.dice.choice(list(self.people.values()))
        address = self.dice.choice(self.looking.SURFACES)
        keys = self.looking.keys_of(self.thing(), self.dice.choice)
        self.looks += 1
        text = self.looking.look(self.world, persona, address, keys)
        self.refuse_secrets(text, persona.name, f"{persona.name} at {address.label}")

    def read_letters(self):
        """Let everybody read their e-mails."""
        by_address = {each.user.email: name for name, each in self.people.items() if each.user}
        for message in mail.outbox:
            for address in message.recipients():
                text = f"{message.subject}\n{message.body}"
                self.refuse_secrets(text, by_address.get(address, "not signed in"), "an e-mail")
        mail.outbox.clear()

    def refuse_secrets(self, text, name, where):
        """Fail if the text holds what this person must not know now."""
        told = [
            secret
            for secret in self.secrets
            if secret.words in text and not self.may_know(secret, name)
        ]
        assert not told, f"{where}, {self.stands()}, seed {self.seed}: {told}\n" + "\n".join(
            self.story
        )

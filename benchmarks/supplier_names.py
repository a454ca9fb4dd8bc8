"""Made-up names of suppliers, and the same ones as finance systems write them: with the truth.

A third of the suppliers are written in two to four ways. The noise is what real ledgers show:
other forms of the company, abbreviations, marks, slips of the keyboard, names cut at 30 letters,
trading names, words in another order, branches. Beside them stand neighbours that differ in one
word that matters (another trade, another place, another number).
"""

import random
from collections.abc import Callable

FIRST_HALVES = [
    "Ash", "Barn", "Black", "Brad", "Brook", "Burn", "Cart", "Clay", "Crom", "Dews", "East", "Ent",
    "Fair", "Farr", "Green", "Grim", "Hard", "Has", "Hep", "Holl", "Ing", "Kay", "Lang", "Lind",
    "Lock", "Mars", "Mill", "North", "Nut", "Og", "Old", "Park", "Pem", "Rad", "Rams", "Red",
    "Rush", "Sed", "Shaw", "Stan", "Stock", "Sut", "Thorn", "Under", "Wake", "Wal", "West", "Whit",
    "Win", "Wood",
]  # fmt: skip
SECOND_HALVES = [
    "worth", "by", "burn", "ford", "ton", "well", "field", "ley", "bottom", "hurst", "den", "dale",
    "gate", "wood", "man", "son", "er", "holme", "cliffe", "bridge", "stone", "ham", "combe",
    "wick",
]  # fmt: skip
OTHERS = [
    "Khan", "Patel", "Singh", "Begum", "Okafor", "Nowak", "Kowalski", "Ahmed", "Rossi", "Murphy",
    "O'Brien", "McAllister", "Campbell", "Jones", "Evans", "Hughes", "Smith", "Taylor", "Wilson",
]  # fmt: skip
SURNAMES = [first + second for first in FIRST_HALVES for second in SECOND_HALVES] + 6 * OTHERS
PLACES = [
    "Preston", "Ribble", "Fylde", "Wyre", "Pendle", "Rossendale", "Bowland", "Lune", "Calder",
    "Hodder", "Irwell", "Mersey", "Weaver", "Severn", "Trent", "Tyne", "Wear", "Humber", "Derwent",
    "Wharfe", "Swale", "Avon", "Thames", "Medway", "Tamar", "Northgate", "Southfield", "Eastbrook",
    "Westholme", "Highfield", "Lowmoor", "Oakwood", "Elmtree", "Ashdale", "Birchley", "Manchester",
    "Blackpool", "Lancaster", "Chorley", "Wigan", "Bolton", "Salford", "Stockport", "Oldham",
]  # fmt: skip
TRADES = [
    "Roofing", "Plumbing", "Joinery", "Catering", "Cleaning", "Scaffolding", "Electrical",
    "Flooring", "Landscapes", "Printing", "Care Homes", "Home Care", "Training", "Consulting",
    "Recruitment", "Transport", "Coaches", "Taxis", "Security", "Fencing", "Building Services",
    "Facilities Management", "Property Maintenance", "Environmental Services", "Engineering",
    "Civil Engineering", "Software", "Technology Solutions", "Medical Supplies", "Office Supplies",
    "Construction", "Highways", "Surveyors", "Architects", "Solicitors", "Accountants", "Nursery",
    "Day Nursery", "Community Trust", "Youth Project", "Housing Association", "Foods", "Dairies",
    "Motors", "Garages", "Signs", "Media", "Playgrounds", "Fire Protection", "Pest Control",
    "Waste Management", "Recycling", "Tree Services", "Interiors",
]  # fmt: skip
EXTRAS = [
    "Group", "Holdings", "International", "Associates", "Brothers", "& Sons", "North West",
    *[""] * 7,
]  # fmt: skip
FORMS = ("Ltd", "Limited", "LTD", "plc", "LLP", "CIC", "", "Ltd.")
ABBREVIATED = {
    "Services": ("Svcs", "Serv"), "Management": ("Mgmt", "Mgt"), "International": ("Intl",),
    "Construction": ("Const",), "Engineering": ("Eng",), "Holdings": ("Hldgs",),
    "Association": ("Assn",), "Associates": ("Assoc",), "Group": ("Grp",), "Brothers": ("Bros",),
    "Maintenance": ("Maint",), "Technology": ("Tech",), "Solutions": ("Sols",),
    "Supplies": ("Supp",), "Electrical": ("Elec",), "Property": ("Prop",), "Housing": ("Hsg",),
    "Community": ("Comm",), "Environmental": ("Env",), "Recruitment": ("Recruit",),
}  # fmt: skip
LONGEST_CUT = 30


def made(number: int, *, seed: int) -> tuple[list[str], list[int]]:
    """Return so many names, shuffled, and for each the number of the supplier it is of."""
    dice = random.Random(seed)
    seen: set[str] = set()
    names: list[tuple[str, int]] = []
    supplier = 0
    while len(names) < number:
        name = _supplier(dice)
        if name.upper() in seen:
            continue
        seen.add(name.upper())
        supplier += 1
        names.append((f"{name} {dice.choice(FORMS)}".strip(), supplier))
        if dice.random() < 0.35:
            for _ in range(dice.choice((1, 1, 1, 2, 3))):
                names.append((_noisy(name, dice), supplier))
    names = names[:number]
    dice.shuffle(names)
    return [name for name, _ in names], [of for _, of in names]


def _supplier(dice: random.Random) -> str:
    kind = dice.random()
    trade = dice.choice(TRADES)
    if kind < 0.45:
        first = dice.choice(SURNAMES)
        initials = "".join(dice.choice("ABCDEFGHJKLMNPRSTW") for _ in range(dice.choice((0, 1, 2))))
        second = f" & {dice.choice(SURNAMES)}" if dice.random() < 0.25 else ""
        owner = f"{' '.join(initials)} {first}{second}".strip()
    elif kind < 0.8:
        owner = f"{dice.choice(PLACES)} {dice.choice(SURNAMES + PLACES)}"
    else:
        owner = "".join(
            dice.choice(("ac", "bel", "cor", "dex", "el", "fin", "gra", "hal", "int", "jun", "ker",
                         "lum", "mar", "nov", "or", "pex", "qua", "ri", "sol", "tra", "ul", "vex"))
            for _ in range(3)
        ).title()  # fmt: skip
    extra = dice.choice(EXTRAS)
    number = f" {dice.randint(2, 99)}" if dice.random() < 0.03 else ""
    return f"{owner} {trade}{number} {extra}".strip()


def _noisy(name: str, dice: random.Random) -> str:
    ways: list[tuple[float, Callable[[str, random.Random], str]]] = [
        (0.30, _abbreviated), (0.25, _slip), (0.15, _marks), (0.08, _reordered),
        (0.08, _trading), (0.06, _spaced),
    ]  # fmt: skip
    for chance, way in ways:
        if dice.random() < chance:
            name = way(name, dice)
    name = f"{name} {dice.choice(FORMS)}".strip()
    if dice.random() < 0.08:
        name = name[:LONGEST_CUT].strip()
    return dice.choice((str.upper, str.upper, str, str.title))(name)


def _abbreviated(name: str, dice: random.Random) -> str:
    return " ".join(dice.choice(ABBREVIATED.get(word, (word,))) for word in name.split())


def _slip(name: str, dice: random.Random) -> str:
    """One slip of the keyboard, after the first letter of a longer word."""
    words = name.split()
    long = [at for at, word in enumerate(words) if len(word) >= 6 and word.isalpha()]
    if not long:
        return name
    at = dice.choice(long)
    word, place = words[at], dice.randint(1, len(words[at]) - 2)
    words[at] = dice.choice(
        (
            word[:place] + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + word[place] + word[place:],
            word[:place] + dice.choice("aeiorst") + word[place + 1 :],
        )
    )
    return " ".join(words)


def _marks(name: str, dice: random.Random) -> str:
    return dice.choice((name.replace("&", "and"), name.replace(" ", "-", 1), f"The {name}"))


def _reordered(name: str, dice: random.Random) -> str:
    first, *rest = name.split()
    return f"{' '.join(rest)}, {first}"


def _trading(name: str, dice: random.Random) -> str:
    return f"{dice.choice(SURNAMES)} {dice.choice('ABCDEFG')} t/a {name}"


def _spaced(name: str, dice: random.Random) -> str:
    return name.replace(" ", "", 1)

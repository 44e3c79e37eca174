"""A register of any size, the same for the same seed: names as Ontario has them, in French and in English."""

import random
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.utils.translation import override

from accounts.models import Organization
from licensing import publishing, spelling
from licensing.folding import compact, fold, words_of
from licensing.gazetteer import names
from licensing.register.sample import BUSINESS, CHARITABLE

ON = date(2026, 11, 1)  # the register is as of this day
BIG = ["Toronto", "Ottawa", "Mississauga", "Brampton", "Hamilton", "London", "Markham", "Vaughan", "Kitchener",
       "Windsor", "Greater Sudbury", "Kingston", "Thunder Bay", "Cornwall", "Timmins", "Hearst"]  # fmt: skip
FRENCH = """
Érable Rivière Étoile Boréal Perroquet Granit Aurore Cascade Lilas Hirondelle Chaudière Sapinière Moulin
Tournesol Marguerite Clocher Phare Grève Sirène Forgeron Potager Châtaignier Épinette Corneille Mésange
Héritage Orée Gélinotte Outardes Truite Doré Achigan Bécasse Cèdre Hêtre Bouleau Tilleul Noisetier Framboise
Bleuet Canneberge Fromagerie Boulange Terroir Cantine Caveau Tonneau Houblon Malterie Cidrerie Verger Vendange
Cépage Ardoise Écluse Portage Voyageur Draveur Bûcheron Raquette Traîneau Veillée Rigodon Violoneux Accordéon
Chorale Théâtre Mosaïque
""".split()  # noqa: SIM905
ENGLISH = """
Maple Harbour Cedar Tamarack Heron Lakeside Compass Beaver Trillium Granite Northern Copper Juniper Falcon
Osprey Kingfisher Bluejay Cardinal Moonlight Sunrise Lantern Anchor Barrel Cellar Orchard Vineyard Blacksmith
Miller Cooper Wagon Saddle Stirrup Thistle Clover Bramble Hawthorn Willow Birch Sycamore Chestnut Hickory
Walnut Pickerel Sturgeon Muskie Rapids Portage Paddle Canoe Whistle Railway Foundry Furnace Ironworks
Brickyard Quarry Lighthouse Ferryman Captain Admiral Regent Monarch Crown Sceptre Dragon Griffin Phoenix
Unicorn Raven Badger Otter Marten Fox Wolverine Caribou Moose Elk Bison Prairie Meadow Valley Summit Ridge
Hollow Glen Brook Creek Stone Timber Ember
""".split()  # noqa: SIM905
SURNAMES = """
Roy Petrov Tremblay Singh Okafor Chen Gagnon MacLeod Lévesque Haddad Nguyen Bouchard Kowalski Whiteduck
O’Brien D’Souza Côté Gauthier Morin Lavoie Fortin Gagné Ouellet Pelletier Bélanger Bergeron Leblanc Paquette
Girard Simard Boucher Caron Beaulieu Cloutier Dubé Poirier Fournier Lapointe Leclerc Lefebvre Poulin Thibault
St-Pierre Nadeau Martel Campbell Fraser Murray Stewart Robertson Thomson Patel Sharma Khan Ahmed Rossi Ferrari
Romano Papadopoulos Ivanov Schmidt Müller Andersson Johansson Silva Santos Pereira Kim Park Tanaka Suzuki Wong
Leung Fernandes Abdi Warsame
""".split()  # noqa: SIM905
FIRST = """
Chantal Dimitri Amélie Noah Priya Étienne Mei Owen Zoé Samir Grace Luc Hélène Karim Ingrid Mateo René Gisèle
Théo Maëlle Angus Fiona Rory Isla Nadia Yusuf Leila Omar Anjali Vikram
""".split()  # noqa: SIM905
STREETS = ["rue Principale", "Main Street", "King Street West", "rue Rideau", "avenue du Parc", "Elm Street",
           "chemin Montréal", "Lakeshore Road", "boulevard Saint-Joseph", "County Road 12", "Queen Street East",
           "rue de l’Église", "Front Street", "Bank Street", "rue Notre-Dame", "Dundas Street", "Water Street",
           "Highway 11", "rue du Collège", "Victoria Avenue", "St. Paul Street", "chemin du Lac"]  # fmt: skip
IN_FRENCH = [
    "Brasserie {f} {f} inc.", "Auberge de la {f}", "Restaurant {f} et {f}", "Marché {s} ltée", "Dépanneur {f} {s}",
    "Fondation {f1} {s}", "Club Optimiste {f}", "Les Amis de la {f} de {m}", "Taverne chez {f1}", "Bistro L’{f}",
    "Centre culturel {f} {f}", "Caves {s} et fils", "Société {f} de {m}", "Épicerie {f1} {s}",
]  # fmt: skip
IN_ENGLISH = [
    "The {e} & {e}", "{e} {e} Tavern Ltd.", "{s}’s Public House", "{e} Creek Brewing Company Inc.",
    "{m} {e} Community Choir", "{e} Grill & Bar Inc.", "{s} & {s} Trading Company Ltd.", "{e} {e} Minor Hockey",
    "{f1} {s} Memorial Foundation", "{e} Lake Lodge", "{s} Family Winery", "The {e} Kitchen", "{m} {e} Club",
]  # fmt: skip


@dataclass(frozen=True)
class Invented:
    """One licence, as an earlier system might have known it."""

    key: int
    number: str
    type_code: str
    holder: str
    premises: str
    street: str
    postal_code: str
    municipality: str
    starts_on: date
    expires_on: date
    ended_on: date | None
    ended_as: str
    suspended: str


def licences(count: int, seed: int):
    chance = random.Random(seed)
    with override("en"):
        towns = names()
    for key in range(1, count + 1):
        place = chance.choice(BIG if chance.random() < 0.6 else towns)
        own = called(chance, place)
        is_numbered = chance.random() < 0.1
        holder = f"{chance.randrange(1_000_000, 3_000_000)} Ontario Inc." if is_numbered else own
        type_code = chance.choice(CHARITABLE if chance.random() < 0.3 else BUSINESS)
        starts = ON + timedelta(days=chance.randrange(-900, 60))
        is_ended, is_halted = chance.random() < 0.02, chance.random() < 0.004
        area = f"{chance.choice('KLMNP')}{chance.randrange(10)}{chance.choice('ABCEGHJKLMNPRSTVWXYZ')}"
        yield Invented(
            key, f"{type_code[:3].upper()}{1_000_000 + key}", type_code, holder, own,
            f"{chance.randrange(1, 2000)}, {chance.choice(STREETS)}",
            f"{area} {chance.randrange(10)}{chance.choice('ABCEGHJKL')}{chance.randrange(10)}", place, starts,
            starts + timedelta(days=365 * chance.choice([1, 2, 4]) - 1),
            starts + timedelta(days=30) if is_ended else None,
            chance.choice(["revoked", "surrendered"]) if is_ended else "", f"{{[{ON},)}}" if is_halted else "{}",
        )  # fmt: skip


def called(chance: random.Random, place: str) -> str:
    form = chance.choice(IN_FRENCH if chance.random() < 0.45 else IN_ENGLISH)
    filled = form.replace("{m}", place)
    for mark, words in (("{f1}", FIRST), ("{f}", FRENCH), ("{e}", ENGLISH), ("{s}", SURNAMES)):
        while mark in filled:
            filled = filled.replace(mark, chance.choice(words), 1)
    return filled


LICENCE = """copy licensing_licence (id, number, type_code, organization_id, holder, municipality, issued_on,
    starts_on, expires_on, ended_on, ended_as, answers, created_at) from stdin"""
PUBLISHED = """copy licensing_publiclicence (licence_id, number, compact, type_code, holder, premises, street,
    postal_code, municipality, place, at, issued_on, starts_on, expires_on, ended_on, ended_as, suspensions,
    replaced_by, version, facts, conditions, sort_key, premises_key, names, around, change) from stdin"""
INDEXES = """select indexname, indexdef from pg_indexes where tablename = 'licensing_publiclicence'
    and indexname not in (select conname from pg_constraint where conrelid = 'licensing_publiclicence'::regclass)"""


def load(count: int, seed: int) -> None:
    """Put so many licences into the register, past the verbs: twice read, so that memory stays flat."""
    owner = Organization.objects.create(name="Everybody", kind="corporation").pk
    with connection.cursor() as cursor:
        with cursor.copy(LICENCE) as rows:
            for one in licences(count, seed):
                rows.write_row((
                    one.key, one.number, one.type_code, owner, one.holder, one.municipality, one.starts_on,
                    one.starts_on, one.expires_on, one.ended_on, one.ended_as, "{}", ON,
                ))  # fmt: skip
        cursor.execute(INDEXES)
        indexes = cursor.fetchall()
        for name, _made in indexes:
            cursor.execute(f'drop index "{name}"')
        known: Counter[str] = Counter()
        with cursor.copy(PUBLISHED) as rows:
            for one in licences(count, seed):
                rows.write_row(published(one, known))
        cursor.execute("select setval('licensing_change', %s)", [count])
        cursor.execute("set constraints all immediate")
        for _name, made in indexes:
            cursor.execute(made)
    spelling.learn(known)


def published(one: Invented, known: Counter[str]) -> tuple:
    """The row of the register, as `publishing` writes it."""
    place, place_words = publishing.municipality(one.municipality)
    named = publishing.words_of_names(one.number, one.holder, one.premises)
    street = words_of(one.street)
    around = publishing.words_around(one.street, one.postal_code, place_words)
    known.update({*named, *around})
    return (
        one.key, one.number, compact(one.number), one.type_code, one.holder, one.premises, one.street, one.postal_code,
        one.municipality, place, f"{place} {' '.join(street)}", one.starts_on, one.starts_on, one.expires_on,
        one.ended_on, one.ended_as, one.suspended, "", 0, "{}", "{}", fold(one.holder), fold(one.premises),
        " ".join(named), " ".join(around), one.key,
    )  # fmt: skip

"""What the columns of the file are called, in English and in French; capitals, accents and spaces are as one likes."""

COLUMNS = {
    "number": "numero",
    "name": "nom",
    "kind": "genre",
    "street": "rue",
    "municipality": "municipalite",
    "main_occupant": "occupant_principal",
    "on_reserve": "dans_une_reserve",
    "online_only": "en_ligne_seulement",
    "geometry": "geometrie",
    "opens_on": "ouverture",
    "closes_on": "fermeture",
}
YES = {"yes", "oui", "y", "o", "true", "vrai", "1"}
NO = {"no", "non", "n", "false", "faux", "0"}

"""What the columns of the file are called, in English and in French; capitals, accents and spaces are as one likes."""

COLUMNS = {
    "record": "enregistrement",
    "organization": "organisme",
    "number": "numero",
    "name": "nom",
    "kind": "genre",
    "language": "langue",
    "email": "courriel",
    "phone": "telephone",
    "street": "rue",
    "city": "municipalite",
    "province": "province",
    "postal_code": "code_postal",
    "first_name": "prenom",
    "last_name": "nom_de_famille",
    "role": "fonction",
    "share": "part",
    "since": "depuis",
    "until": "jusque",
    "licence_number": "numero_de_licence",
    "type": "type",
    "premises": "lieu",
    "issued_on": "delivree_le",
    "starts_on": "debut",
    "expires_on": "fin",
}
# what a row is about
RECORDS = {
    "organization": "organisme",
    "address": "adresse",
    "person": "personne",
    "premises": "lieu",
    "licence": "licence",
}

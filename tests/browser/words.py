"""What buttons, links and headings say: the guide's own words where it gives some, otherwise the catalogue's."""

from django.utils import translation

GUIDE = {  # what a reader of the published guide looks for on the page
    "Start a new application": "Démarrer une nouvelle demande",
    "Charitable gaming lottery licences": "Licences de loterie pour jeux de bienfaisance",
    "Raffle licence": "Licence de tombola",
    "Finish registration": "Terminer l’inscription",
    "Next": "Suivant",
    "Save Draft": "Sauvegarder brouillon",
    "Back": "Retour",
    "Use my information": "Utiliser mes renseignements",
    "Designated members in charge": "Membres désignés responsables",
    "Lottery information": "Renseignements sur la loterie",
    "Documents to attach": "Documents à joindre",
    "Upload": "Téléverser",
    "Application errors": "Erreurs dans la demande",
    "Fix": "Rectifier",
    "Pay fees and submit application": "Payer les frais et envoyer la demande",
    "Authorization number": "Numéro d’autorisation",
    "Confirmation code": "Code de confirmation",
    "Payment session id": "Identifiant de session de paiement",
    "Finish the payment process": "Terminer le processus de paiement",
    "Main menu": "Menu principal",
    "Applications under review": "Demandes en cours d’examen",
    "Liquor licences and permits": "Permis d’alcool",
    "Save and close": "Enregistrer et fermer",
    "Send disclosure": "Envoyer la divulgation",
    "Send the disclosure requests": "Envoyer les demandes de divulgation",
    "Make payment": "Effectuer le paiement",
    "Print": "Imprimer",
    "Renew": "Renouveler",
}


def say(message, language, **values):
    """`message` as the page in `language` says it, its spaces made plain."""
    if language == "fr" and message in GUIDE:
        return GUIDE[message]
    with translation.override(language):
        text = translation.gettext(message)
    return (text % values if values else text).replace("\u00a0", " ")

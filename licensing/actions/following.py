"""What the public may follow of an application is written down when it is sealed, and again when it is decided."""

from ..folding import fold
from ..models import Application, Followed, Licence
from ..noticing import premises_of, sealed_record


def let_follow(application: Application) -> None:
    """The public may follow this file from now on, at the place that it names now; nothing for other types."""
    if application.type.in_public and not application.about_id:
        write(application, sealed_record(application))


def let_follow_licence(licence: Licence) -> None:
    """The same for what was granted, changed or transferred: the place that the register records."""
    if licence.application_id and licence.type.in_public:
        write(licence.application, licence.answers)


def write(application, record):
    named = premises_of(application.type.notice, application.type, record)
    said = fold(" ".join([*named.values(), application.ref]))[:900]
    Followed.objects.update_or_create(
        application=application, defaults={**named, "type_code": application.type_code, "folded": said}
    )

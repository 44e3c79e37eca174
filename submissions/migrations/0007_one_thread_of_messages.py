import django.db.models.deletion
import django.db.models.lookups
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# messages about files keep their numbers; those of the other table follow after the last, with their files and readings
MOVE = """
do $$
declare after bigint := (select coalesce(max(id), 0) from submissions_message);
begin
insert into submissions_message (id, incident_id, inquiry_id, author_id, from_staff, role_code, text, once, sent_at)
    select after + id, incident_id, inquiry_id, author_id, from_staff, role_code, text,
        case when exists (select from submissions_message as m where m.author_id = f.author_id and m.once = f.once)
            then 'moved-' || id else once end,
        sent_at
    from submissions_followup as f;
insert into submissions_messagefile (message_id, file_id)
    select after + follow_up_id, file_id from submissions_followupfile order by id;
insert into submissions_messagereading (message_id, person_id, by_staff, at)
    select after + follow_up_id, person_id, by_staff, at from submissions_followupreading order by id;
perform setval(
    pg_get_serial_sequence('submissions_message', 'id'), (select coalesce(max(id), 1) from submissions_message),
    exists (select from submissions_message)
);
end $$
"""
# the letter that was written is about the last message before it; the one that is owed, about the first one after
TOLD = """
insert into submissions_messagetelling (application_id, message_id, person_id, at, is_owed)
    select application_id, m.id, person_id, at + interval '1 hour', true from submissions_messagetelling as t
    cross join lateral (
        select id from submissions_message where application_id = t.application_id and author_id <> t.person_id
        and sent_at > t.at order by sent_at limit 1
    ) as m
    where is_owed;
update submissions_messagetelling as t set is_owed = false, message_id = (
    select id from submissions_message where application_id = t.application_id and author_id <> t.person_id
    and sent_at <= t.at order by sent_at desc limit 1
) where message_id is null;
delete from submissions_messagetelling where message_id is null or at is null;
"""
AT_ONCE = "set constraints all immediate"


def one(table, name):
    return models.ForeignKey(
        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="thread", to=table, verbose_name=name
    )


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0026_found_by_part_of_number"),
        ("submissions", "0006_complaints"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(model_name="filemessage", name="messages_stay"),
        migrations.RenameModel("FileMessage", "Message"),
        migrations.AlterModelOptions(
            name="message",
            options={"ordering": ["sent_at", "pk"], "verbose_name": "message", "verbose_name_plural": "messages"},
        ),
        migrations.AlterField("message", "application", one("licensing.application", "application")),
        migrations.AddField("message", "incident", one("submissions.incident", "incident report")),
        migrations.AddField("message", "inquiry", one("submissions.inquiry", "question")),
        migrations.RunSQL([MOVE, AT_ONCE]),
        migrations.AddConstraint(
            "message",
            models.CheckConstraint(
                condition=django.db.models.lookups.Exact(
                    models.Func(
                        "application",
                        "incident",
                        "inquiry",
                        function="num_nonnulls",
                        output_field=models.IntegerField(),
                    ),
                    1,
                ),
                name="a_message_is_about_one_thing",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="message",
            trigger=pgtrigger.compiler.Trigger(
                name="messages_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="e52b4fe7f881f90aa3ce242c8a1dfb9e775ad6b3",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_messages_stay_fbaf1",
                    table="submissions_message",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.DeleteModel("FollowUpFile"),
        migrations.DeleteModel("FollowUpReading"),
        migrations.DeleteModel("FollowUp"),
        migrations.RemoveConstraint("messagetelling", "told_of_a_file_in_one_row"),
        migrations.RemoveIndex("messagetelling", "message_letters_owed"),
        migrations.RenameField("messagetelling", "told_at", "at"),
        migrations.AddField(
            "messagetelling",
            "message",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tellings",
                to="submissions.message",
                verbose_name="message",
            ),
        ),
        migrations.RunSQL([TOLD, AT_ONCE]),
        migrations.RemoveField("messagetelling", "application"),
        migrations.AlterField("messagetelling", "at", models.DateTimeField(verbose_name="told")),
        migrations.AlterField(
            "messagetelling", "is_owed", models.BooleanField(default=False, verbose_name="still to be told")
        ),
        migrations.AlterField(
            "messagetelling",
            "message",
            models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="tellings",
                to="submissions.message",
                verbose_name="message",
            ),
        ),
        migrations.AddIndex(
            "messagetelling",
            models.Index(condition=models.Q(("is_owed", True)), fields=["at"], name="message_letters_owed"),
        ),
        migrations.AddConstraint(
            "messagetelling",
            models.UniqueConstraint(fields=("message", "person"), name="told_of_a_message_once"),
        ),
    ]

"""The SQL of the search of the register: what stands how, what comes first, and a page of it."""

from .standing import Standing

ENDED = "ended_on < %(on)s"
OVER = "(expires_on < %(on)s and (continues_until is null or continues_until < %(on)s))"
STOPPED = "suspensions <> '{}' and suspensions @> %(on)s::date"
STANDING = f"""case when {ENDED} then ended_as when starts_on > %(on)s then 'not-yet' when {OVER} then 'expired'
    when {STOPPED} then 'suspended' when expires_on < %(on)s then 'continued' else 'in-force' end"""
BEGUN = f"(ended_on is null or ended_on >= %(on)s) and starts_on <= %(on)s and ({OVER}) is not true"
# the same that `PublicLicence.objects.standing` says
STANDS = {
    Standing.NOT_YET: "(ended_on is null or ended_on >= %(on)s) and starts_on > %(on)s",
    Standing.IN_FORCE: f"{BEGUN} and not ({STOPPED})",
    Standing.CONTINUED: f"{BEGUN} and not ({STOPPED}) and expires_on < %(on)s",
    Standing.SUSPENDED: f"{BEGUN} and {STOPPED}",
    Standing.EXPIRED: f"(ended_on is null or ended_on >= %(on)s) and starts_on <= %(on)s and {OVER}",
    **{
        end: f"ended_as = '{end}' and {ENDED}"
        for end in (Standing.REVOKED, Standing.SURRENDERED, Standing.TRANSFERRED)
    },
}
# spaces and dashes aside; the first signs of a number will do
BEGINS_THE_NUMBER = "compact between %(number)s and %(number)s || '{'"

COLUMNS = "number, type_code, holder, premises, street, municipality, starts_on, expires_on"
# what was typed is the number, a name, in the names, the address, or some of both; then how much more is said there
SCORE = """case when compact = %(number)s then 0 when %(key)s in (sort_key, premises_key) then 1
    when words @@ %(named)s::tsquery
    then case when starts_with(sort_key, %(key)s) or starts_with(premises_key, %(key)s) then 1000 else 2000 end
        + least(abs(length(sort_key) - %(length)s), abs(length(premises_key) - %(length)s))
    when words @@ %(around)s::tsquery then 3000 + abs(length(at) - %(length)s)
    else 4000 + least(abs(length(sort_key || ' ' || place) - %(length)s),
        abs(length(premises_key || ' ' || place) - %(length)s)) end"""
BEGINS = "sort_key >= %(key)s and sort_key < %(key)s || '{'"
FIRST = f"(compact = %(number)s or {BEGINS}) is not true"
# read once: how many there are, as far as anybody counts, and of no more than that the page
FOUND = """
with hits as materialized (
    select licence_id, sort_key, compact from licensing_publiclicence where {where} limit %(counted)s + 1
), total as (select count(*) as n from hits), ranked as (
    select licence_id, sort_key, case when n > %(few)s then ({first})::int else (
        select {score} from licensing_publiclicence this where this.licence_id = hits.licence_id) end as score
    from hits, total where n <= %(counted)s
), page as (
    select * from ranked where {after}
    order by score {down}, sort_key {down}, licence_id {down} limit %(page)s + 1 offset %(skip)s
)
select n, {columns}, {standing} from total left join (
    page join licensing_publiclicence using (licence_id, sort_key)
) on true order by score {down}, sort_key {down}, licence_id {down}"""
AFTER = """(score, sort_key, licence_id) {than} (
    select case when n > %(few)s then ({first})::int else {score} end, sort_key, licence_id
    from licensing_publiclicence, total where number = %(at)s)"""
COUNT = "select count(*) from (select from licensing_publiclicence where {where} limit {most}) counted"
ORDERED = """
select {columns}, {standing} from licensing_publiclicence
where {where} order by sort_key {down}, licence_id {down} limit %(wanted)s"""
PLACE_OF = "select sort_key, licence_id, {begins} from licensing_publiclicence where number = %(at)s"

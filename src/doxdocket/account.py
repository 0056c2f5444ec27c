"""The tables of the account: what linking, counting and weighing make of the records, and every table by name.

Times, offsets and ids as in ``records``. Nothing here can hold a clear value: what is shown of one is its mask and tag.
"""

import pyarrow as pa

from doxdocket.records import (
    CAPTURES,
    CHANNELS,
    CONDUCT,
    FINDINGS,
    IMAGES,
    KEYS,
    MERGED,
    PICTURES,
    POSTS,
    PRINTS,
    READINGS,
    UTC,
    VERSIONS,
    WARNINGS,
)

# fmt: off
# One column a line or one group of columns, its meaning beside it: these are tables to be read.

#: One row a publication: one person of one post. Not a repeat: a dossier.
DOSSIERS = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()), ("post_no", pa.int64()), ("person_no", pa.int16()),
    ("date", UTC),
    ("person", pa.string()),            # V0001, under certain links (but by_link); null when the set points to nobody
    ("person_best", pa.string()),       # the code under certain and likely links: the machine's estimate
    ("person_low", pa.string()),        # the code when every doubtful link is added too
    ("role", pa.string()), ("relation", pa.string()),
    ("identifies", pa.string()),        # alone, combined, decided, no, unknown
    ("counts", pa.string()),            # the first bound that holds it: low, estimate, high; none when it is nobody's
    ("kinds", pa.list_(pa.string())), ("items", pa.int32()), ("item_set", pa.binary()),
    ("repeat_of", pa.string()),         # channel_id/post_id/person_no of the first, or null
    ("repeat_why", pa.string()),        # forward, quote, same_items, or null
    ("repeat_best", pa.string()), ("repeat_low", pa.string()),  # repeat_of under person_best and person_low
    ("age_low", pa.int16()), ("age_high", pa.int16()),
    ("age_most", pa.int16()),           # the highest age by values of an evidence class for low bounds, or decided; null where none says it
    ("ages_differ", pa.bool_()),        # two ages are told of this person here that no one age fits: one may be another's of the post
    ("kinds_low", pa.list_(pa.string())),   # kinds without hubs and what was decided to be lawfully public; null where there is neither
    ("kinds_admitted", pa.list_(pa.string())),  # of these the ones with a value of an evidence class for low bounds, or confirmed; null where kinds_low says it
    ("counts_civil", pa.string()),      # as counts, under the civil test of 民法典 art. 1034, which is narrower
    ("untrue", pa.bool_()),             # evidence shows it to be untrue, a person decided: counts is none
    ("by_link", pa.bool_()),            # identifies nobody by itself; a doubtful link (a name alone, a reply) leads to a person of the high, who stands as person: in the high alone
    ("stood", pa.string()),             # where an edit took all that counts of it away: the captures in which that stood, with spaces about each; else null
])

#: One row an edge between two publications (each ``channel_id/post_id/person_no``).
LINKS = pa.schema([
    ("a", pa.string()), ("b", pa.string()), ("rule", pa.string()),   # id of the rule in rules/links.yaml
    ("level", pa.string()),             # certain, likely, possible
    ("certain", pa.bool_()), ("kinds", pa.list_(pa.string())), ("tags", pa.list_(pa.string())),
    ("blocked_by", pa.string()),        # the conflict or decision that keeps the two apart, or null
])

#: One row a question that a person must decide, strongest identifiers first. Publications as in LINKS; persons under certain
#: links. The effects are persons more (or fewer) in the low, the estimate and the high, each of this answer alone.
QUEUE = pa.schema([
    ("rank", pa.int32()), ("question", pa.string()),    # same_person, which_number (one person has two), whose_value (a hub)
    ("a", pa.string()), ("b", pa.string()), ("person_a", pa.string()), ("person_b", pa.string()),
    ("rule", pa.string()), ("level", pa.string()), ("blocked_by", pa.string()),     # as in LINKS; empty rule: which_number
    ("agree", pa.list_(pa.string())), ("agree_tags", pa.list_(pa.string())), ("agree_masks", pa.list_(pa.string())),
    ("against", pa.list_(pa.string())), ("against_a", pa.list_(pa.string())), ("against_b", pa.list_(pa.string())),
    ("same_low", pa.int32()), ("same_best", pa.int32()), ("same_high", pa.int32()),
    ("apart_low", pa.int32()), ("apart_best", pa.int32()), ("apart_high", pa.int32()),
    ("command_same", pa.string()), ("command_apart", pa.string()),
])

#: One row an item: distinct (person, kind, normalised value).
ITEMS = pa.schema([
    ("person", pa.string()), ("kind", pa.string()), ("digest", pa.binary()), ("mask", pa.string()),
    ("tag", pa.string()), ("findings", pa.int32()), ("posts", pa.int32()), ("verdict", pa.string()),
    ("tier_low", pa.string()), ("tier_default", pa.string()), ("tier_high", pa.string()),
    ("hub", pa.bool_()),                # many people share the value: in the high alone (HUBS says why)
])

#: One row a value that so many different people share that it is an item of none of them in the low and the estimate.
HUBS = pa.schema([
    ("kind", pa.string()), ("digest", pa.binary()), ("mask", pa.string()), ("tag", pa.string()),
    ("why", pa.string()),               # different_names, different_id_numbers, different_addresses: what tells its people apart
    ("different", pa.int32()),          # how many of these
    ("told", pa.int32()), ("commonest", pa.int32()),    # publications that tell one; of them those of the commonest
    ("publications", pa.int32()), ("dossiers", pa.int32()), ("channels", pa.int32()),
    ("persons_low", pa.int32()), ("persons", pa.int32()), ("persons_high", pa.int32()),
    ("first", pa.string()), ("last", pa.string()),      # publications, as in LINKS
])

PERSONS = pa.schema([
    ("person", pa.string()), ("role", pa.string()), ("identifies", pa.string()),
    ("publications", pa.int32()), ("dossiers", pa.int32()), ("channels", pa.int32()),
    ("kinds", pa.list_(pa.string())), ("items", pa.int32()),
    ("first_date", UTC), ("last_date", UTC), ("age_low", pa.int16()), ("age_high", pa.int16()),
])

#: One row a publication: how old its person was on the day of the post, and whether under 18 and under 14 at each bound.
AGES = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()), ("person_no", pa.int16()),
    ("person", pa.string()), ("person_best", pa.string()), ("person_low", pa.string()), ("counts", pa.string()),
    ("age_low", pa.int16()), ("age_high", pa.int16()),  # full years, from all posts of the person under certain links; not exported
    ("under_18_low", pa.bool_()), ("under_18_best", pa.bool_()), ("under_18_high", pa.bool_()),
    ("under_14_low", pa.bool_()), ("under_14_best", pa.bool_()), ("under_14_high", pa.bool_()),
])

#: One row a combination of kinds.
PROFILES = pa.schema([
    ("how", pa.string()),               # at_least (named, these kinds and perhaps others), number (so many identifying kinds or more), exactly
    ("profile", pa.string()), ("kinds", pa.string()),   # joined by +; of one element any kind of those joined by /
    ("persons_low", pa.int64()), ("persons_estimate", pa.int64()), ("persons_high", pa.int64()),
    ("publications_low", pa.int64()), ("publications_estimate", pa.int64()), ("publications_high", pa.int64()),
])

_BOUNDED = [(f"{what}_{bound}", pa.int64()) for what in ("posts_with_pi", "publications", "dossiers", "persons")
            for bound in ("low", "estimate", "high")]

#: One row a month and channel. Rows overlap: their persons never add up.
MONTHS = pa.schema([
    ("span", pa.string()),              # month, or whole: all time of one channel
    ("month", pa.string()),             # in China, 2023-07; null: undated
    ("channel_id", pa.string()),        # null: all channels together
    ("posts", pa.int64()),
    *_BOUNDED,
    ("first_persons", pa.int64()),      # persons whose first publication stands here, by estimate
])

#: One row an account or signature and channel, and one an account over all channels (``channel_id`` null).
ACTORS = pa.schema([
    ("how", pa.string()),               # account (its number), signature (a name under posts of one channel), name (shown as the poster's, no account id), not_shown
    ("account", pa.string()), ("author", pa.string()), ("channel_id", pa.string()), ("channels", pa.int64()),
    ("same_signature", pa.int64()),     # other channels in which an equal signature or name stands: a hint, no identity
    ("posts", pa.int64()), ("forwards", pa.int64()), ("own", pa.int64()),
    ("publications_low", pa.int64()), ("publications_estimate", pa.int64()), ("publications_high", pa.int64()),
    ("publications_forwarded", pa.int64()),     # of the high
    ("persons_low", pa.int64()), ("persons_estimate", pa.int64()), ("persons_high", pa.int64()),
    ("items_low", pa.int64()), ("items_estimate", pa.int64()), ("items_high", pa.int64()),
    ("insult", pa.int64()), ("threat", pa.int64()), ("incitement", pa.int64()), ("paid_task", pa.int64()),
    ("sale_offer", pa.int64()), ("promotion", pa.int64()),
    ("confirmed", pa.int64()),          # posts with conduct that a person confirmed
    ("first_date", UTC), ("last_date", UTC),
    ("insult_confirmed", pa.int64()), ("threat_confirmed", pa.int64()), ("incitement_confirmed", pa.int64()),   # of the posts so labelled
    ("paid_task_confirmed", pa.int64()), ("sale_offer_confirmed", pa.int64()), ("promotion_confirmed", pa.int64()),
])

#: One row a prefecture and what names it. Persons of several places stand in several rows.
REGIONS = pa.schema([
    ("source", pa.string()),            # registration (id numbers), address, phone (area codes), likely (one place a person)
    ("region", pa.string()), ("province", pa.string()), ("place", pa.string()),
    ("persons_low", pa.int64()), ("persons_estimate", pa.int64()), ("persons_high", pa.int64()),
    ("conflicting", pa.int64()),        # of the high: persons whose sources name different prefectures
    ("persons_public", pa.int64()),     # the low, rounded down to fives; null below 10: what a public document may show
])

#: One row a person under certain links of whom a place is known: where a visit would begin.
PLACES = pa.schema([
    ("person", pa.string()), ("region", pa.string()), ("place", pa.string()),
    ("source", pa.string()),            # which source the place was taken from: address, phone, registration, in that order
    ("address", pa.string()), ("phone", pa.string()), ("registration", pa.string()),   # the code that most posts name, by source
    ("conflict", pa.bool_()),           # sources, or posts of one source, name different prefectures
])

#: One row a publication of the earlier evidence against later captures (``recheck``). ``person_no`` null: a person that only
#: an earlier version of the post exposes.
RECHECK = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()), ("person_no", pa.int16()), ("person", pa.string()),
    ("status", pa.string()),            # there, changed_values_kept, changed_values_gone, changed_values_unclear, gone, not_covered
    ("proves", pa.string()),            # what that proves and what not: codes of merge/recheck.py
    ("items", pa.int32()),              # distinct values of the earlier captures
    ("items_gone", pa.int32()),         # of them no longer in the later version
    ("items_unclear", pa.int32()),      # of them where the later form may not show them, or a picture may
    ("differs", pa.string()),           # what of the post differs from the last earlier capture, as in VERSIONS
    ("earlier", pa.list_(pa.string())), ("earlier_at", UTC),    # captures that expose the person; the last one's time
    ("later", pa.list_(pa.string())), ("later_at", UTC),    # later captures that speak of the post; time of the one that settles
    ("later_first", pa.int64()), ("later_last", pa.int64()),    # the ids which that one reaches
    ("gone_after", UTC), ("gone_before", UTC),  # between these times the post or the values went
])

#: One row a standing decision that says something of a person (or of what was told of one): a modifier.
MODIFIERS = pa.schema([
    ("person", pa.string()), ("person_best", pa.string()), ("person_low", pa.string()), ("modifier", pa.string()), ("of_what", pa.string()),
    ("of", pa.string()), ("told", pa.string()), ("source", pa.string()), ("decision", pa.string()), ("officer", pa.string()), ("ground", pa.string()),
])

#: One row a question that the words of a post put to a person (``rules/hints.yaml``); it changes no figure.
HINTS = pa.schema([
    ("hint", pa.string()),              # taken_back, fiction, notice, death, search
    ("channel_id", pa.string()), ("post_id", pa.string()), ("word", pa.string()),  # where the word stands, and which of the list
    ("how", pa.string()),               # same (the post itself), reply, person (later, of the same person), next
    ("publication", pa.string()), ("person", pa.string()),
    ("kind", pa.string()),              # that a correction names, and that a yes takes out alone; null: the whole set
    ("command", pa.string()), ("command_no", pa.string()),
    ("kept_from_low", pa.list_(pa.string())),  # publications of the estimate that are in no low while nobody answered
    ("yes_takes", pa.list_(pa.string())),      # publications that a yes would take out of every bound
])

#: One row a publication: to which group of victims its person was put, what the person is to the poster, and whether it is another's kin, in each reading of the links.
VICTIMS = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()), ("person_no", pa.int16()),
    ("person", pa.string()), ("person_best", pa.string()), ("person_low", pa.string()), ("counts", pa.string()),
    ("group_low", pa.string()), ("group_best", pa.string()), ("group_high", pa.string()),           # celebrity, streamer, news, private; null: nobody said
    ("relation_low", pa.string()), ("relation_best", pa.string()), ("relation_high", pa.string()),  # acquaintance, stranger; null: nobody said
    ("kin_low", pa.bool_()), ("kin_best", pa.bool_()), ("kin_high", pa.bool_()),                    # told of as another's kin: by a word of kinship or a decision; high: perhaps
])

#: One row a thing that a standing decision names, and where this run found it by content (``now`` null: nothing fits).
DECIDED = pa.schema([
    ("decision", pa.string()), ("act", pa.string()), ("part", pa.string()), ("key", pa.string()), ("now", pa.string()),
    ("status", pa.string()),            # there, moved, other_ends, words; agreed; and where it fits nothing: gone, several, contradicted, unmarked, one_now
])

#: One row a decision that stood when the run was made, oldest first: what it names by the keys of the run; those that fit nothing are none.
STANDING = pa.schema([
    ("decision", pa.string()), ("act", pa.string()),
    ("target", pa.string()),            # as JSON
])

#: The findings of the latest captures as decisions leave them; there where a decision is about one, else they are as ``findings`` has them.
FINDINGS_STANDING = pa.schema([
    *FINDINGS, ("confirmed", pa.bool_()),
    ("lawfully_public", pa.bool_()),    # a person decided that it is
    ("age_lent", pa.bool_()),           # the age is of words beside a value that evidence shows to be untrue: no low takes it
    ("sensitive", pa.bool_()),          # a person decided that its kind is sensitive, or is not; null where nobody did
])

#: The conduct of the latest captures in the same way; a label that a person added is one more row.
CONDUCT_STANDING = pa.schema(list(CONDUCT))

#: One row a part of an entry of receipts on the register, or a transfer in a statement that nobody decided on, as it counts for all
#: together: what may be money between defendants has no low. Amounts as text.
RECEIPTS = pa.schema([
    ("entry", pa.string()), ("stage", pa.string()), ("defendants", pa.string()), ("joint", pa.bool_()),
    ("channel_id", pa.string()), ("day", pa.string()), ("kind", pa.string()), ("coin", pa.string()),
    ("low", pa.string()), ("high", pa.string()), ("yuan_low", pa.string()), ("yuan_high", pa.string()),
    ("valued_by", pa.string()), ("row", pa.string()), ("backing", pa.string()), ("evidence", pa.string()),
])

#: What is missing or doubtful: one row a channel, capture and item. ``channel_id`` null: of a file, of no one channel;
#: ``capture`` null: of all captures of the channel merged.
COMPLETENESS = pa.schema([
    ("channel_id", pa.string()), ("capture", pa.string()), ("source", pa.string()),
    ("item", pa.string()),              # docs/explanation/completeness.md lists them
    ("code", pa.string()),              # which: code of a warning, status of a file, form of a document
    ("count", pa.int64()),              # null: not determinable
    ("bytes", pa.int64()),
    ("detail", pa.string()),            # ranges of ids, times, forms; no content
])

#: One row a post whose last view reading another file contradicts. ``code``: falls, jumps, as in ``completeness``.
DOUBTED = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()), ("code", pa.string()),
    ("alone", pa.int32()),              # 1 where no other file counts the post itself
])

#: One row a captured channel: what it shows and does, its parts of the whole, and where the weighing places it (``rules/channels.yaml``).
#: Counts are the machine's estimate unless they have low and high beside them; first: no captured channel showed it earlier.
CHANNEL_RANKING = pa.schema([
    ("channel_id", pa.string()), ("title", pa.string()), ("username", pa.string()),
    ("place", pa.int32()), ("score", pa.float64()),     # null where it exposes nobody at the estimate: no candidate
    ("proposed", pa.bool_()),           # whether the machine proposes it as a core channel
    ("drawn", pa.int32()), ("draws", pa.int32()),       # in so many of so many drawn weightings it is in the set
    ("decided", pa.string()), ("decision", pa.string()),    # core, not_core, by that decision; null
    ("in_low", pa.bool_()), ("in_best", pa.bool_()), ("in_high", pa.bool_()),   # which bounds of the figure core_channels hold it
    ("posts", pa.int64()), ("posts_with_pi", pa.int64()), ("publications", pa.int64()), ("dossiers", pa.int64()),
    ("persons_low", pa.int64()), ("persons", pa.int64()), ("persons_high", pa.int64()),
    ("first_persons", pa.int64()), ("only_persons", pa.int64()),        # shown first here; at least so many that no other captured channel shows (low), however doubtful the link
    ("shared_persons", pa.int64()), ("source_persons", pa.int64()),     # shown elsewhere too, hubs left out; of them shown first here
    ("hub_persons", pa.int64()),        # shown by more channels than the cap: they bind nobody
    ("items", pa.int64()), ("first_items", pa.int64()), ("only_items", pa.int64()),
    ("days", pa.int64()), ("first_at", UTC), ("last_at", UTC),  # days in China with a publication; of all posts
    ("incitement", pa.int64()), ("paid_task", pa.int64()), ("sale_offer", pa.int64()), ("promotion", pa.int64()),
    ("conduct", pa.int64()), ("conduct_confirmed", pa.int64()), # posts that expose somebody and incite, set tasks or sell; confirmed by a person
    ("views_low", pa.int64()), ("views", pa.int64()), ("views_high", pa.int64()),   # of posts with personal information, in 人次
    ("views_read", pa.int64()), ("views_of", pa.int64()),       # so many of so many of these posts have a reading
    ("members", pa.int64()), ("members_at", UTC),       # subscribers as last captured
    ("passed_on", pa.int64()), ("passes_on", pa.int64()),       # posts of others forwarded from here; own posts forwarded from elsewhere
    ("part_first_persons", pa.float64()), ("part_first_items", pa.float64()), ("part_source_of_overlap", pa.float64()),
    ("part_publications", pa.float64()), ("part_days", pa.float64()), ("part_conduct", pa.float64()), ("part_views", pa.float64()),
    ("posting", pa.string()), ("posting_by", pa.string()),  # who may post: managers, members, by that decision, or broadcast (the capture states a channel); null: unknown
])

#: One row two channels (a before b) and a kind of thing that both show. Bounds where persons are open; of items, sets, images
#: and texts the estimate alone. jaccard: of all that either shows; of_a: of what a shows.
CHANNEL_PAIRS = pa.schema([
    ("what", pa.string()),              # persons, items, sets, images, texts
    ("a", pa.string()), ("b", pa.string()),
    ("shared_low", pa.int64()), ("shared", pa.int64()), ("shared_high", pa.int64()), ("in_a", pa.int64()), ("in_b", pa.int64()),
    ("jaccard_low", pa.float64()), ("jaccard", pa.float64()), ("jaccard_high", pa.float64()),
    ("of_a_low", pa.float64()), ("of_a", pa.float64()), ("of_a_high", pa.float64()),
    ("of_b_low", pa.float64()), ("of_b", pa.float64()), ("of_b_high", pa.float64()),
    ("first_a", pa.int64()), ("first_b", pa.int64()), ("open_order", pa.int64()),   # of the shared, shown first in a, in b, not known
    ("lag_seconds", pa.int64()),        # the middle time between the two
])

#: One row a criterion of the weighing: its weight, whether it could be told, and at which part of all weight the set changes.
CHANNEL_WEIGHTS = pa.schema([
    ("criterion", pa.string()), ("side", pa.string()), ("weight", pa.int32()), ("used", pa.bool_()),
    ("of_all", pa.float64()),           # its part of the weights used
    ("whole", pa.int64()),              # what the parts are parts of
    ("lower_at", pa.float64()), ("lower_set", pa.list_(pa.string())),   # with less weight than this the set is another: which; null: never
    ("upper_at", pa.float64()), ("upper_set", pa.list_(pa.string())),
    ("decision", pa.string()),          # whose weights these are, where they are not those of the rules
])

#: One row a channel that exposes somebody, in the order in which each adds most persons to those before it.
CHANNEL_COVERAGE = pa.schema([
    ("place", pa.int32()), ("channel_id", pa.string()),
    ("persons", pa.int64()), ("of_persons", pa.float64()), ("items", pa.int64()), ("of_items", pa.float64()),   # covered so far
    ("views", pa.int64()),              # of these channels, a story once; null where one has no reading
])

#: One row a relation of one kind between two channels (count/sql/channel_edges.sql).
NETWORK = pa.schema([
    ("source", pa.string()), ("target", pa.string()),
    ("kind", pa.string()),              # forward, promotion, backup, mention, signature, account, announcement, persons
    ("weight", pa.int64()), ("how", pa.string()), ("captured", pa.bool_()), ("directed", pa.bool_()),
    ("first_at", UTC), ("last_at", UTC),
])

#: One row a post that is no service post: how often it was seen (人次, times, never persons). Null: not known, never zero.
REACH = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()), ("album", pa.string()), ("date", UTC),
    ("month", pa.string()),             # of the post, in the zone of display
    ("exposes", pa.string()),           # the first bound at which it exposes somebody: low, estimate, high; null
    ("seen_low", pa.int64()), ("seen", pa.int64()), ("seen_high", pa.int64()),  # times seen (人次): the last reading
    ("pi_seen_low", pa.int64()),        # of one that surely exposes somebody: the last reading while data that count stood in it
    ("seen_at", UTC), ("readings", pa.int32()), ("doubt", pa.string()),     # falls, jumps
    ("story", pa.string()),             # the post that was first; one key, one story: the low counts it once
    ("counter", pa.string()),           # the post whose counter it shows: the high counts each once
    ("in_low", pa.string()),            # counts; same_album, same_story; untold (of which post), apart (of which channel)
    ("first_at", UTC), ("first_seen_low", pa.int64()), ("first_seen", pa.int64()), ("first_seen_high", pa.int64()),
    ("growth_low", pa.int64()), ("growth", pa.int64()), ("growth_high", pa.int64()), ("growth_per_day", pa.float64()),
    ("forwards_low", pa.int64()), ("forwards_high", pa.int64()),    # its counter, and at least what was captured
    ("forwards_captured", pa.int64()), ("reactions", pa.int64()),
    ("members_low", pa.int64()), ("members", pa.int64()), ("members_high", pa.int64()), ("members_at", UTC),
    ("over_views", pa.string()), ("over_forwards", pa.string()),    # 5,000 and 500: low surely, high perhaps; null
])
_SEEN = [
    ("posts", pa.int64()), ("read", pa.int64()),    # an album is one; read: with a reading
    ("seen_low", pa.int64()), ("seen", pa.int64()), ("seen_high", pa.int64()),
]
_SEEN_PI = [
    ("pi_posts", pa.int64()), ("pi_read", pa.int64()),  # of them with personal information
    ("pi_seen_low", pa.int64()), ("pi_seen", pa.int64()), ("pi_seen_high", pa.int64()),
    ("pi_over_views", pa.int64()), ("pi_over_forwards", pa.int64()),
    ("read_twice", pa.int64()), ("growth", pa.int64()), ("first_at", UTC), ("last_at", UTC),
]

#: Times seen (人次) by channel. A story of two channels is in both: rows do not add up, nor do members (they overlap).
REACH_CHANNELS = pa.schema([
    ("channel_id", pa.string()), *_SEEN, *_SEEN_PI,
    ("members_low", pa.int64()), ("members", pa.int64()), ("members_high", pa.int64()), ("members_at", UTC),
])

#: Times seen (人次) by month of the post. A story of two months is in both.
REACH_MONTHS = pa.schema([("month", pa.string()), *_SEEN, *_SEEN_PI])

#: Times seen (人次) of posts that expose a person. A post of several persons is under each: rows do not add up.
REACH_PERSONS = pa.schema([("person", pa.string()), *_SEEN])

#: One row a distinct value of a publication, as the figures of items count it.
EXPOSURES = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()), ("person_no", pa.int16()),
    ("person", pa.string()), ("person_best", pa.string()), ("person_low", pa.string()), ("counts", pa.string()),
    ("under_14_low", pa.bool_()), ("under_14_best", pa.bool_()), ("under_14_high", pa.bool_()), ("kind", pa.string()),
    ("value_no", pa.int64()),           # equal numbers are equal values; a number says nothing else
    ("spelling_no", pa.int64()),        # the same; that of the whole value that a hidden or wrong one fits; null where it may be another spelling of the first
    ("sure", pa.int32()),               # 0 where every finding of the value is doubtful
    ("admitted", pa.int32()),           # 1 where the evidence class of one may enter a low bound, or a person confirmed it
    ("hub", pa.bool_()),                # many people share the value: in the high alone (HUBS says why)
    ("shown", pa.string()),             # the first bound at which its kind is shown: low, estimate, high; none
    ("sensitive", pa.bool_()),          # a person decided that its kind is sensitive, or is not; null where nobody did
])

#: One row a place of a text where it tells part of a sealed value again, and no part of it.
RETOLD = pa.schema([
    ("channel_id", pa.string()), ("post_id", pa.string()), ("capture", pa.string()), ("row_no", pa.int64()),    # of the post's row, as in POSTS
    ("where", pa.string()), ("start", pa.int32()), ("end", pa.int32()), ("kind", pa.string()),
    ("use", pa.string()),               # masked: what is hidden; copy: a number with two signs beside it, by which the release gate knows a copy of the post
])

SCHEMAS = {
    "posts": POSTS, "channels": CHANNELS, "readings": READINGS, "warnings": WARNINGS, "keys": KEYS,
    "captures": CAPTURES, "versions": VERSIONS, "merged": MERGED, "findings": FINDINGS, "conduct": CONDUCT,
    "images": IMAGES, "prints": PRINTS, "pictures": PICTURES, "dossiers": DOSSIERS,
    "receipts": RECEIPTS, "links": LINKS, "queue": QUEUE, "items": ITEMS, "hubs": HUBS, "persons": PERSONS,
    "ages": AGES, "profiles": PROFILES, "months": MONTHS, "actors": ACTORS, "regions": REGIONS, "places": PLACES,
    "recheck": RECHECK, "completeness": COMPLETENESS, "doubted": DOUBTED,
    "channel_ranking": CHANNEL_RANKING, "channel_pairs": CHANNEL_PAIRS, "channel_weights": CHANNEL_WEIGHTS,
    "channel_coverage": CHANNEL_COVERAGE, "network": NETWORK, "decided": DECIDED, "standing": STANDING, "findings_standing": FINDINGS_STANDING, "conduct_standing": CONDUCT_STANDING, "modifiers": MODIFIERS, "hints": HINTS, "victims": VICTIMS,
    "exposures": EXPOSURES, "retold": RETOLD,
    "reach": REACH, "reach_channels": REACH_CHANNELS, "reach_months": REACH_MONTHS, "reach_persons": REACH_PERSONS,
}
"""Every table of a run or made of one, by name."""

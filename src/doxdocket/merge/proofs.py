"""What a later capture proves of a publication, in Chinese and English: one code a way in which it can answer.

Written for whoever must say in court whether something was deleted. ``holds`` says whether it stands that the value could
not be seen there any more; nothing here says who took it away. Leaves out: any advice on a claim, which is a person's.

>>> PROOFS["selection"].of("en")[:37]
'the later file is a choice of posts: '
"""

from dataclasses import dataclass

from doxdocket.words import zh_en


@dataclass(frozen=True, slots=True)
class Proof:
    """What one answer means. ``gone``: it shows that the value was no longer there at that time."""

    zh: str
    en: str
    gone: bool = False

    def of(self, lang: str) -> str:
        """The words in ``"zh"`` or ``"en"``."""
        return self.zh if lang == "zh" else self.en


PROOFS = {
    # still there
    "still_shown": Proof(
        *zh_en("proofs.at_later_time_post_was"),
    ),
    "still_shown_changed": Proof(
        *zh_en("proofs.at_later_time_post_was_still"),
    ),
    "form_narrower": Proof(
        *zh_en("proofs.at_later_time_post_was_still_there"),
    ),
    # partly or wholly gone
    "values_some_gone": Proof(
        *zh_en("proofs.post_is_still_there_some"),
    ),
    "moved_to_picture": Proof(
        *zh_en("proofs.post_is_still_there_what"),
    ),
    "values_all_gone": Proof(
        *zh_en("proofs.post_is_still_there_and"),
        gone=True,
    ),
    "gone_whole": Proof(
        *zh_en("proofs.later_export_of_whole_channel"),
        gone=True,
    ),
    "gone_window": Proof(
        *zh_en("proofs.later_public_page_shows_ids"),
        gone=True,
    ),
    "stated_empty": Proof(
        *zh_en("proofs.server_answered_this_id_with"),
    ),
    "stated_deleted": Proof(
        *zh_en("proofs.phones_report_states_message_as"),
    ),
    # not covered
    "no_later_capture": Proof(
        *zh_en("proofs.nothing_later_was_captured_of"),
    ),
    "outside_range": Proof(
        *zh_en("proofs.id_lies_outside_what_later"),
    ),
    "selection": Proof(
        *zh_en("proofs.later_file_is_choice_of"),
    ),
    "nothing_shown": Proof(
        *zh_en("proofs.later_file_shows_no_post"),
    ),
    "left_chat": Proof(
        *zh_en("proofs.later_export_is_of_chat"),
    ),
    "one_sender": Proof(
        *zh_en("proofs.later_export_of_group_or"),
    ),
    "album_as_one": Proof(
        *zh_en("proofs.id_is_one_of_album"),
    ),
    "unread": Proof(
        *zh_en("proofs.part_of_later_file_could"),
    ),
    "content_unknown": Proof(
        *zh_en("proofs.later_file_has_id_without"),
    ),
    "state_unknown": Proof(
        *zh_en("proofs.phones_report_does_not_say"),
    ),
    "no_number": Proof(
        *zh_en("proofs.post_has_no_number_as"),
    ),
    "order_unknown": Proof(
        *zh_en("proofs.capture_that_holds_it_has"),
    ),
}  # fmt: skip
"""Every code of the column ``proves``."""

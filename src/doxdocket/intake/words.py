"""What became of a file, in words: one line a code, in Chinese and English.

A code of a container's inside stands at ``<path>!/``; the container itself is in the case in any case.

>>> said("link", "zh")
'是链接，没有跟随；请直接加入它所指的文件'
"""

from doxdocket.words import zh_en

_OUTSIDE_ZH = "请在外面用别的工具解开，把解出的文件也加入并在备注中写明"
_OUTSIDE_EN = "unpack it outside with another tool, add what comes out as well and say so in a note"

CODES: dict[str, tuple[str, str]] = {
    # Files as they were met.
    "taken": zh_en("intake_words.taken_in"),
    "empty": zh_en("intake_words.taken_in_file_is_empty"),
    "known": zh_en("intake_words.same_bytes_are_in_case"),
    "link": zh_en("intake_words.link_not_followed_add_what"),
    "special": zh_en("intake_words.not_regular_file_pipe_device"),
    "inside_case": zh_en("intake_words.belongs_to_case_folder_itself"),
    "case_folder": zh_en("intake_words.folder_of_another_case_not"),
    "unreadable": zh_en("intake_words.cannot_be_read_permission_too"),
    "failed": zh_en("intake_words.program_failed_as_it_read"),
    "changed": zh_en("intake_words.changed_while_it_was_read"),
    # Members that were taken, and something is to be said of their names.
    "gb18030": zh_en("intake_words.taken_in_archive_does_not"),
    "renamed": zh_en("intake_words.taken_in_its_name_in"),
    "twice": zh_en("intake_words.taken_in_archive_holds_several"),
    # Members that were not.
    "member_link": zh_en("intake_words.link_inside_archive_not_followed"),
    "hard_link": zh_en("intake_words.another_name_of_member_of"),
    "member_special": zh_en("intake_words.pipe_device_or_like_inside"),
    "password": zh_en("intake_words.needs_password_and_was_not", OUTSIDE_ZH=(_OUTSIDE_ZH, _OUTSIDE_EN)),
    "method": zh_en("intake_words.packed_by_rare_method_and", OUTSIDE_ZH=(_OUTSIDE_ZH, _OUTSIDE_EN)),
    "window": zh_en("intake_words.unpacking_it_takes_too_much", OUTSIDE_ZH=(_OUTSIDE_ZH, _OUTSIDE_EN)),
    "damaged": zh_en("intake_words.damaged_check_sum_size_or"),
    "truncated": zh_en("intake_words.cut_off_here_what_lies"),
    "bomb": zh_en("intake_words.unreasonably_large_when_unpacked_bomb", OUTSIDE_ZH=(_OUTSIDE_ZH, _OUTSIDE_EN)),
    # The inside of a container as a whole.
    "too_many": zh_en("intake_words.holds_too_many_members_given", OUTSIDE_ZH=(_OUTSIDE_ZH, _OUTSIDE_EN)),
    "too_large": zh_en("intake_words.too_large_to_be_opened", OUTSIDE_ZH=(_OUTSIDE_ZH, _OUTSIDE_EN)),
    "nested": zh_en("intake_words.nested_too_deeply_to_be", OUTSIDE_ZH=(_OUTSIDE_ZH, _OUTSIDE_EN)),
    "loop": zh_en("intake_words.holds_itself_again_not_opened"),
    "overlap": zh_en("intake_words.several_members_share_same_bytes"),
    "unlisted": zh_en("intake_words.holds_bytes_that_its_table", OUTSIDE_ZH=(_OUTSIDE_ZH, _OUTSIDE_EN)),
    "no_directory": zh_en("intake_words.its_table_of_contents_is"),
    "volume": zh_en("intake_words.one_piece_of_archive_in"),
    "rar": zh_en("intake_words.rar_archive_which_is_not"),
    "outlook": zh_en("intake_words.outlook_message_msg_it_was"),
    "unopened": zh_en("intake_words.archive_of_kind_not_opened", OUTSIDE_ZH=(_OUTSIDE_ZH, _OUTSIDE_EN)),
}  # fmt: skip


def said(code: str, lang: str) -> str:
    """What happened to a file, in ``"zh"`` or ``"en"``."""
    return CODES[code][0 if lang == "zh" else 1]

"""Service lines: English sentences that stand for what the JSON export calls actions.

Source: Telegram Desktop ``export_output_html.cpp`` (pushMessage) and ``export_output_json.cpp`` (SerializeMessage) at
929032d598f7 and later builds. The sentence names who acted, but in a broadcast channel, which acts itself; a name that
makes a sentence ambiguous yields no actor. Where two actions have one sentence, or a client of tomorrow has a new one,
the action is null. Leaves out, as the JSON reader does: titles given, members added, what was pinned.

>>> told("某 pinned this message"), told("Channel photo changed")
(Deed(action='pin_message', actor='某', channel=False), Deed(action='edit_group_photo', actor=None, channel=True))
>>> told("Something new happened")
Deed(action=None, actor=None, channel=False)
"""

import re
from typing import NamedTuple

#: How the sentence of a post begins that the exporting client could not show.
UNSUPPORTED = "This message is not supported by this version of "


#: Characters of a sentence that is weighed at all: longer ones, which nobody wrote, would cost time.
_LONG = 16384


class Deed(NamedTuple):
    """An action as the JSON export names it, who acted, and whether only a broadcast channel says it so."""

    action: str | None
    actor: str | None
    channel: bool


# Words that the sentence holds, action, and the whole sentence; A is who acted, T whatever else; the first that fits.
_SAID: tuple[tuple[str, str, str], ...] = (
    ("pinned this message", "pin_message", "A pinned this message"),
    ("created group «", "create_group", "A created group «T»(?: with members T)?"),
    (" group photo", "edit_group_photo", "A changed group photo"),
    (" group photo", "delete_group_photo", "A removed group photo"),
    (" group title to «", "edit_group_title", "A changed group title to «T»"),
    (" to the voice chat", "invite_to_group_call", "A invited T to the voice chat"),
    (" invited ", "invite_members", "A invited T"),
    (" from the poll.", "poll_delete_answer", 'A removed "T" from the poll\\.'),
    (" removed ", "remove_members", "A removed T"),
    (" joined group by link from ", "join_group_by_link", "A joined group by link from T"),
    (" joined group by request", "join_group_by_request", "A joined group by request"),
    (" this group to a supergroup", "migrate_to_supergroup", "A converted this group to a supergroup"),
    (" to this supergroup «", "migrate_from_group", "A converted a basic group to this supergroup «T»"),
    ("History cleared", "clear_history", "History cleared"),
    (" in this game", "score_in_game", "A scored -?\\d+ in this game"),
    (" for this invoice", "send_payment", "You have successfully transferred T for this invoice(?: and allowed T)?"),
    (" via recurring payment", "send_payment", "You were charged T via recurring payment"),
    (" took a screenshot", "take_screenshot", "A took a screenshot"),
    (" the attachment menu.", "attach_menu_bot_allowed", "You allowed this bot to message you when T attachment menu\\."),
    ("in his web-app.", "web_app_bot_allowed", "You allowed this bot to message you in his web-app\\."),
    ("You allowed this bot ", "allow_sending_messages", "You allowed this bot to message you when you T"),
    ("You have sent the ", "send_passport_values", "You have sent the following documents: T"),
    (" joined Telegram", "joined_telegram", "A joined Telegram"),
    (" now within ", "proximity_reached", "You are now within T from T"),
    (" now within ", "proximity_reached", "A is now within T from T"),
    (" your phone number", "requested_phone_number", "A requested your phone number"),
    (" started voice chat", "group_call", "A started voice chat(?: \\(\\d+ seconds\\))?"),
    (" messages ", "set_messages_ttl", "A has set messages (?:not )?to auto-delete(?: in (?:T)?)?"),
    (" scheduled a voice chat ", "group_call_scheduled", "A scheduled a voice chat for T"),
    (" chat theme", "edit_chat_theme", "A (?:disabled chat theme|changed chat theme to T)"),
    (" button to the bot", "send_webview_data", "You have just successfully transferred data from the «T» button to the bot"),
    (" sent you a gift of ", "send_star_gift", "A sent you a gift of -?\\d+ Telegram Stars\\."),
    (": Telegram Premium for ", "send_premium_gift", "A sent you a gift for T: Telegram Premium for \\d+ (?:month|day)s\\."),
    (" Telegram Stars.", "send_stars_gift", "A sent you a gift for T: [\\d.e+-]+ Telegram Stars\\."),
    (" TON.", "send_ton_gift", "A sent you a gift for T: [\\d.e+-]+ TON\\."),
    (" created topic «", "topic_created", "A created topic «T»"),
    (" changed topic ", "topic_edit", "A changed topic T"),
    (" to use this photo", "suggest_profile_photo", "A suggests to use this photo"),
    ("requested: ", "requested_peer", "requested: (?:T)?"),
    (" the same background ", "set_same_chat_wallpaper", "A set the same background for this chat"),
    (" a new background ", "set_chat_wallpaper", "A set a new background for this chat"),
    (" Telegram Premium for ", "gift_code_prize", "(?:This is an unclaimed|You won a|You've received a) Telegram Premium for T"),
    (" just started a giveaway ", "giveaway_launch", "A just started a giveaway T"),
    (" of the giveaway ", "giveaway_results", "(?:No winners|Some winners|\\d+) of the giveaway T"),
    (" boosted the group ", "boost_apply", "A boosted the group \\d+ times?"),
    (" refunded back ", "refunded_payment", "T refunded back T"),
    ("You won a prize in a giveaway ", "stars_prize", "You won a prize in a giveaway organized by T"),
    (" refunded ", "paid_messages_refund", "(?:You|T) refunded -?\\d+ Stars for -?\\d+ messages to T"),
    ("Direct messages were disabled.", "paid_messages_price_change", "Direct messages were disabled\\."),
    ("Price per ", "paid_messages_price_change", "Price per (?:direct )?message changed to T"),
    (" in this todo list.", "todo_completions", "A marked T in this todo list\\."),
    (" added tasks: ", "todo_append_tasks", "A added tasks: T"),
    (" to the poll.", "poll_append_answer", 'A added "T" to the poll\\.'),
    (" your suggested post", "process_suggested_post", "A (?:rejected|approved) your suggested postT"),
    ("The paid post was shown ", "suggested_post_success", "The paid post was shown for 24 hours and T"),
    (" refunded", "suggested_post_refund", "The user refunded the payment, post was deleted\\."),
    (" refunded", "suggested_post_refund", "The admin deleted the post early, the payment was refunded\\."),
    (" suggests to add a date of birth: ", "suggest_birthday", "A suggests to add a date of birth: T"),
    (" sharing in this chat", "no_forwards_request", "A requested to enable sharing in this chat"),
    (" sharing in this chat", "no_forwards_toggle", "A (?:disabled|enabled) sharing in this chat"),
    (" the new main admin in ", "new_creator_pending", "T will become the new main admin in 7 days if A does not return"),
    (" the new main admin of ", "change_creator", "A made T the new main admin of the group"),
    (" created a bot ", "managed_bot_created", "A created a bot T"),
    (" community", "change_community", "A (?:linked this chat to a|unlinked this chat from its) community"),
)  # fmt: skip
_CHANNEL: tuple[tuple[str, str], ...] = (
    ("edit_group_title", "Channel title changed to «T»"),
    ("edit_group_photo", "Channel photo changed"),
    ("delete_group_photo", "Channel photo removed"),
    ("group_call", "Voice chat(?: \\(\\d+ seconds\\))?"),
    ("group_call_scheduled", "Voice chat scheduled for T"),
    ("set_messages_ttl", "New messages will (?:not auto-delete|auto-delete in (?:T)?)"),
    ("edit_chat_theme", "Channel theme was (?:disabled|changed to T)"),
)
_CREATED = re.compile("Channel «.*» created", re.DOTALL)


def _pattern(sentence: str) -> re.Pattern[str]:
    """Names are shorter than 300 characters; without a bound a long line could be divided in too many ways."""
    return re.compile(re.sub(r"\bT\b|T\Z", ".+", re.sub(r"\bA\b", "(?P<A>.{1,300})", sentence)), re.DOTALL)


_PATTERNS = tuple((holds, action, _pattern(sentence)) for holds, action, sentence in _SAID)
_OF_CHANNELS = tuple((action, _pattern(sentence)) for action, sentence in _CHANNEL)


def told(line: str) -> Deed:
    """What a service line says."""
    if len(line) > _LONG:
        return Deed(None, None, channel=False)
    for action, pattern in _OF_CHANNELS:
        if pattern.fullmatch(line):
            return Deed(action, None, channel=True)
    if _CREATED.fullmatch(line):
        # Of a supergroup too, whose creator the JSON export names: who acted is not told here.
        return Deed("create_channel", None, channel=False)
    for holds, action, pattern in _PATTERNS:
        if holds in line and (match := pattern.fullmatch(line)):
            return Deed(action, _actor(match, line.count(holds) == 1), channel=False)
    return Deed(None, None, channel=False)


def _actor(match: re.Match[str], certain: bool) -> str | None:
    """Who acted; "Deleted" is what the writer puts for an account without a name."""
    name = match.groupdict().get("A")
    return name if certain and name != "Deleted" else None

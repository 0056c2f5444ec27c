"""What each code of the ``warnings`` table means, in Chinese and English.

``what`` of a row says how much it weighs: quarantine (these bytes are in no post), repair (read after a change in
memory; the original is untouched), notice (nothing was lost). Leaves out: places, which the rows carry.

>>> said("truncated", "en")
'the file ends inside this record'
"""

CODES: dict[str, tuple[str, str]] = {
    # quarantine
    "truncated": ("文件在这条记录中间结束", "the file ends inside this record"),
    "not_json": ("这些字节不是合法 JSON", "these bytes are not JSON"),
    "invalid_utf8": ("这条记录含有非 UTF-8 字节", "this record holds bytes that are not UTF-8"),
    "wrong_type": ("字段类型不是 Telegram 写出的类型", "a field is not of the type that Telegram writes"),
    "not_an_object": ("消息列表中的这一项不是消息", "this element of the messages is not a message"),
    "too_big": ("这条记录大得不可能是消息", "this record is too large to be a message"),
    "too_deep": ("这条记录嵌套过深", "this record is nested too deep"),
    "broken_structure": ("文件框架在此处损坏", "the frame of the file is damaged here"),
    "trailing_bytes": ("导出结束后还有内容", "more follows after the end of the export"),
    "source_refused": ("整个文件被拒读", "the whole file was refused"),
    # of tables
    "broken_quotes": ("引号没有配对的行", "a row whose quotes do not pair"),
    "ragged_row": ("列数与标题行不符的行", "a row with more or fewer columns than the header"),
    "nul_bytes": ("含 NUL 字节的行：文件损坏或编码不同", "a row with NUL bytes: damage, or another encoding"),
    "wrong_encoding": ("不是所说编码的行", "a row that is not in the encoding stated"),
    "too_many_columns": ("列数超过电子表格上限的行", "a row with more columns than a spreadsheet has"),
    "doubled_cell": ("同一单元格出现两次的行", "a row in which a cell stands twice"),
    "row_without_id": ("没有编号的行", "a row without an id"),
    "row_without_channel": ("没有写明频道的行", "a row that names no channel"),
    # repair
    "control_escape": (
        "控制字符写作 \\xNN，按该字符读取",
        "a control character written as \\xNN was read as that character",
    ),
    "unquoted_path": ("document_id 缺引号，按字符串读取", "a document_id without quotes was read as a string"),
    "lone_surrogate": ("半个代理对，按 U+FFFD 读取", "half a surrogate pair was read as U+FFFD"),
    "duplicate_key": ("同一记录中字段重复，取最后一个", "a key stands twice in the record; the last was taken"),
    "missing_comma": ("记录之间缺逗号", "a comma is missing between records"),
    "trailing_comma": ("最后一条记录后多一个逗号", "a comma follows the last record"),
    "array_not_closed": (
        "消息列表未关闭，下一会话已开始",
        "the list of messages does not close before the next chat begins",
    ),
    # notice
    "array_left_open": (
        "消息列表未关闭：导出被中止或文件被截断",
        "the list of messages is left open: a stopped export or a cut file",
    ),
    "file_left_open": (
        "文件结尾缺失：导出被中止或文件被截断",
        "the end of the file is missing: a stopped export or a cut file",
    ),
    "unknown_form": ("不是已知的采集格式，没有读取", "of no form of capture known here: not read"),
    "form_undecided": (
        "几种格式都像，没有读取；用 add --form 指明",
        "several forms fit alike: not read; say which with add --form",
    ),
    "channel_stated": (
        "文件中没有频道号，按陈述的频道归入",
        "the file holds no channel number: put to the channel that was stated",
    ),
    "channel_by_username": ("文件中没有频道号，按用户名归入", "the file holds no channel number: matched by username"),
    "channel_by_posts": (
        "文件中没有频道号，按贴文编号和时间归入",
        "the file holds no channel number: matched by ids and times of posts",
    ),
    "channel_by_title": (
        "文件中没有频道号，同名文件归为一个频道",
        "the file holds no channel number: files of one title taken as one channel",
    ),
    "channel_unkeyed": (
        "文件中没有频道号，无从归入；用 add --channel 指明",
        "the file holds no channel number and none fits: say it with add --channel",
    ),
    "out_of_scope": ("账号导出中的其他内容，未采用", "another part of an account export, not taken"),
    "chat_out_of_scope": ("账号导出中的其他会话，未采用", "another chat of an account export, not taken"),
    "no_chat": ("没有采用任何会话", "no chat was taken"),
    "no_chat_id": ("会话没有编号，以文件摘要代替", "the chat has no id; the file's digest stands for it"),
    "left_chat": (
        "导出者已退出的会话：通常只含其本人的消息",
        "a chat the exporter had left: as a rule it holds only the exporter's own messages",
    ),
    "clock_offsets": ("导出电脑的时钟与 UTC 之差", "how the exporting computer's clock stood to UTC"),
    "epoch_clock": (
        "“未编辑”的零点时刻显示的导出电脑时区",
        "the exporting computer's zone as zero times of 'not edited' show it",
    ),
    "times_disagree": (
        "两种时间之差不是 15 分钟的整数倍",
        "the two times of a post differ by no multiple of 15 minutes",
    ),
    "migrated_history": (
        "升级前普通群的消息（负编号）",
        "posts of the basic group before it was upgraded (negative ids)",
    ),
    "repeated_id": ("同一编号出现多次", "an id stands more than once"),
    "unavailable": ("服务器已无内容的空消息", "empty posts whose content the server no longer had"),
    # ufed
    "not_xml": ("这些字节不是合法 XML", "these bytes are not XML"),
    "xml_character": ("XML 不允许的字符，按 U+FFFD 读取", "a character that XML forbids was read as U+FFFD"),
    "phone_people": (
        "手机上的会话：参与者、机主及其消息数",
        "a chat of a phone: participants, owners, posts of the owner",
    ),
    "phone_names": (
        "姓名取自手机通讯录，不一定是账号自己的名字",
        "names are the phone's address book's, not always those of the accounts",
    ),
    "phone_states": (
        "报告标明的删除状态；unknown 不等于已删除",
        "states of deletion as the report gives them; unknown is not deleted",
    ),
    "phone_parts": (
        "消息中未采用的部分（引文中的消息等）",
        "parts of messages not taken (messages quoted inside others, and so on)",
    ),
    "phone_models": ("手机上的其他数据，未采用", "other data of the phone, not taken"),
    "phone_hashes": ("报告自带的文件摘要，未比对", "digests of files that the report states, not compared"),
    "phone_files": (
        "导出文件清单过长，只记住一部分",
        "the list of exported files is too long; part of it is kept in mind",
    ),
    "phone_chat_id": ("会话没有编号，以工具给的编号代替", "the chat has no id; the tool's own number stands for it"),
    # discord
    "unknown_member": ("文件中未知的顶层字段，未采用", "a member of the file that is not known here, not taken"),
    "stated_otherwise": ("文件自称的条数与读到的不符", "the file states another number of posts than was read"),
    "unknown_type": ("未知的消息类型，按普通消息处理", "posts of an unknown type, taken as messages"),
    # tme_page
    "no_post_id": ("没有编号的消息，不属于任何贴文", "a message of a page without a number: in no post"),
    "too_many_channels": ("一个网页中的频道过多", "too many channels for one page"),
    "not_closed": (
        "标签没有关闭，读到下一条开始处",
        "an element does not close; it was read up to where the next begins",
    ),
    "bytes_replaced": ("不是字符的字节，按 U+FFFD 读取", "bytes that are no characters were read as U+FFFD"),
    "no_channel_id": (
        "贴文没有频道号（浏览器会去掉看过的贴文的频道号），以用户名代替",
        "posts without the channel's number (a browser takes it off what was on screen); the username stands for it",
    ),
    "channel_ids_disagree": ("同一用户名下有多个频道号", "posts of one username carry several channel numbers"),
    "several_channels": ("一个网页中有多个频道的贴文", "posts of several channels on one page"),
    "view_disagrees": ("data-view 属于另一条贴文", "data-view of a post names another post"),
    "time_before_post": ("服务器时间早于贴文时间", "the server's time is earlier than the post's"),
    "server_times": ("网页的各部分在不同时间载入", "parts of the page were loaded at different times"),
    "search_page": ("搜索结果页：只有部分贴文", "a page of search results: not every post"),
    "stretch_broken": (
        "贴文编号不连续递增：网页不是完整的一段",
        "posts do not follow one another: the page is no whole stretch",
    ),
    "link_previews": (
        "链接预览是其他网站的文字，未采用",
        "previews of linked pages are another site's words: not taken",
    ),
    "not_shown": ("贴文有网页不显示的部分", "posts with a part that the page does not show"),
    "embedded_files": ("图片在网页内部，没有作为文件读取", "pictures inside the page itself: not read as files"),
    "odd_counter": ("无法读取的计数", "counters that cannot be read"),
    "contact_page": (
        "只有“联系”按钮的网页，不能证明频道不存在",
        "a page that offers only to write to the name: no evidence that no channel has it",
    ),
    "account_page": ("个人或机器人账号的网页", "the page of a person's or a bot's account"),
    "post_not_shown": ("网页没有显示贴文，不能证明已被删除", "the page shows no post: no evidence that it was deleted"),
    "post_in_frame": ("贴文在框架中，框架是另一个文件", "the post is in a frame, which is another file"),
    # tdesktop_html
    "outside_message": ("消息之间的内容，不属于任何贴文", "content between messages, in no post"),
    "unknown_part": ("贴文中有未知部分，未采用", "a post has parts of no known kind, not taken"),
    "day_only": ("网页对服务消息只写日期", "of a service post the page gives only the day"),
    "time_unread": ("无法读取的时间", "a time that cannot be read"),
    "more_pages": ("此网页链接的其他页", "other pages of the export that this one leads to"),
    "standard_offsets": (
        "网页所写的时差，是时区的标准时差：夏令时期间会差一小时",
        "offsets as the page has them, of the zone's standard time: an hour off while summer time holds",
    ),
    "clock_without_zone": ("只有导出电脑的钟面时间，时区未知", "only the exporting computer's clock, its zone unknown"),
    "forward_without_zone": (
        "原帖时间只有钟面时间，时区未知，未采用",
        "times of forwarded originals without a zone, not taken",
    ),
    "joined_unknown": (
        "承接上一条的消息，但上一条的作者不明",
        "posts joined to one whose writer is not known here",
    ),
    "reply_elsewhere": (
        "回复其他会话的消息，网页没有写哪一条",
        "replies into another chat; the page does not say to what",
    ),
    "service_words": (
        "服务消息中的名称和成员，未采用",
        "words of service posts (titles given, members, what was pinned), not taken",
    ),
    "part_left_out": ("未采用的附加内容（游戏、账单、抽奖）", "parts not taken: games, invoices, giveaways"),
    # dumps: telethon, fourcat_ndjson, pyrogram, tdl, tgdataset, snscrape
    "own_posts": (
        "采集账号自己发的贴文",
        "posts that the account which made the dump wrote itself",
    ),
    "made_by_dumper": ("采集账号创建了此会话", "the account that made the dump created this chat"),
    "protected_posts": ("设为禁止转发和保存的贴文", "posts that may not be forwarded or saved"),
    "restricted_posts": ("平台限制访问的贴文", "posts that the platform restricts"),
    "utc_by_library": (
        "时间未写时区；写出它的程序只用 UTC，按 UTC 读取",
        "times without a zone, read as UTC: the library that wrote them holds nothing else",
    ),
    "no_peer": (
        "没有写明会话的消息：文件只有一个会话时归入该会话",
        "posts that name no chat, put to the file's chat where it has only one",
    ),
    "edit_without_zone": (
        "编辑时间只有钟面时间，时区未知，未采用",
        "times of edits without a zone, not taken",
    ),
    "content_left_out": (
        "导出时没有选择内容的贴文：只有编号和文件名",
        "posts exported without their contents: only ids and names of files",
    ),
    "kind_assumed": (
        "文件没有写明会话类型，按频道处理",
        "the file does not say what kind of chat it is: taken for a channel",
    ),
    "marked_scam": ("平台将该频道标为诈骗", "the platform marks the channel as a scam"),
    "parts_not_joined": (
        "频道过大，文字和文件分段读取：同一贴文的两部分可能分列",
        "a channel too large to wait for: it was read in pieces, and text and file of one post may stand apart",
    ),
    "numbers_hidden": (
        "采集程序把名片中的电话号码写成了星号",
        "telephone numbers of cards that the dumping library wrote as asterisks",
    ),
    "other_object": ("文件中不是消息的对象（账号等），未采用", "objects that are no messages (accounts and others), not taken"),
    "several_lists": ("文件中有几个列表，依次读取", "the file holds several lists one after the other; all were read"),
    # tables: table, fourcat_csv, telepathy, wechat_csv
    "row_ids": (
        "表中没有编号，以行号代替：无法与其他采集对上",
        "the table has no ids: row numbers stand for them, and no other capture can match those",
    ),
    "columns_not_mapped": ("映射中没有提到的列，未采用", "columns that the mapping does not name, not taken"),
    "rows_above_header": ("标题行以上的行，未采用", "rows above the header, not taken"),
    "time_doubtful": (
        "所述时区的钟面上出现两次或从未出现的时间（夏令时），未采用",
        "times that the stated zone's clocks showed twice or never (summer time): not taken as moments",
    ),
    "zone_unknown": ("时间只有钟面时间，时区未知", "times are clock times of an unknown zone"),
    "formulas": ("公式单元格，取程序上次算出的值", "cells with formulas: the value last computed was taken"),
    "hidden_rows": ("表中隐藏的行，已采用", "rows hidden in the sheet, taken like others"),
    "long_numbers": (
        "超过 15 位的数字：电子表格只保留 15 位",
        "numbers of more than 15 digits, of which a spreadsheet keeps only 15",
    ),
    "other_sheets": ("其他工作表，未采用", "other sheets, not taken"),
    "sender_unsure": (
        "发布者编号是人还是频道，表中没有写明，未采用",
        "ids of senders, of which the table does not say whether a person or a channel: not taken",
    ),
    "origin_unsure": (
        "转发来源编号是人还是频道，表中没有写明，未采用",
        "ids of origins, of which the table does not say whether a person or a channel: not taken",
    ),
    "reactions_unsure": (
        "该工具会把上一条的反应数带到下一条，只取上限",
        "reactions, which this tool may carry over from another post: taken as a highest bound",
    ),
    "media_unsure": (
        "表中说有附件，可能只是链接预览，没有写明文件",
        "posts said to have media, which may be a link preview: no file is named",
    ),
    "empty_rows": ("采集工具没有取到消息的行", "rows for which the tool got no message"),
    "location_left_out": ("位置信息，表中没有坐标", "locations, whose coordinates the table leaves out"),
    # documents
    "image_unread": ("图片，内容尚未读取", "an image: its content was not read yet"),
    "pdf_unread": ("PDF，内容尚未读取", "a PDF: its content was not read yet"),
    "email_unread": ("电子邮件，内容尚未读取", "an e-mail: its content was not read yet"),
    "office_unread": ("办公文档，内容尚未读取", "an office document: its content was not read yet"),
    "audio_unread": ("录音，内容尚未读取", "a sound recording: its content was not read yet"),
    "video_unread": ("视频，内容尚未读取", "a film: its content was not read yet"),
    "archive_unread": ("压缩包，没有解开", "an archive that was not unpacked"),
    # warc
    "digest_mismatch": ("记录的内容与其摘要不符", "the record is not what its digest was made of"),
    "record_truncated": (
        "抓取时记录被截断，只采用完整的贴文",
        "the crawler cut this record: only whole posts of it were taken",
    ),
    "bad_coding": ("传输编码损坏，无法还原", "the body's transfer coding is damaged"),
    "unknown_coding": ("内容编码无法识别", "the body is packed in a way that cannot be undone here"),
    "not_chunked": ("标称分块而实际没有分块，按原样读取", "said to be chunked and is not: read as it stands"),
    "not_packed": ("标称压缩而实际没有压缩，按原样读取", "said to be packed and is not: read as it stands"),
    "digest_mismatch_elsewhere": (
        "其他网站的记录与其摘要不符",
        "records of other sites that do not agree with their digests",
    ),
    "digest_unknown": ("摘要算法无法识别，没有核对", "digests of an unknown algorithm: not checked"),
    "no_digest": ("记录没有可核对的摘要", "records without a digest to check"),
    "no_fetch_time": ("记录没有可读的抓取时间", "records without a readable time of fetching"),
    "crawl_time": (
        "抓取时间与服务器时间相差 10 分钟以上",
        "the crawler's time and the server's differ by more than 10 minutes",
    ),
    "other_host": (
        "由其他网站提供的 t.me 网页，已采用，来源须核实",
        "a page of t.me that another site served: taken; check that site",
    ),
    "revisit": ("再次抓取的记录，没有内容", "later fetches that were recorded without a body"),
    "not_answered": ("t.me 没有给出网页（按状态码计数）", "t.me gave no page (counted by status)"),
    "archive_rest": ("存档中的其他记录，未采用", "other records of the archive: not taken"),
    "archive_part": ("网页存档的索引或目录，没有贴文", "an index or list of a web archive: it holds no posts"),
    "unpacked_places": (
        "整体压缩的存档：位置按解压后的字节计",
        "an archive packed as a whole: places are those of the unpacked bytes",
    ),
    "no_page": ("存档中没有 t.me 网页", "no page of t.me in the archive"),
}


def said(code: str, lang: str) -> str:
    """The meaning of a code in ``"zh"`` or ``"en"``."""
    zh, en = CODES[code]
    return zh if lang == "zh" else en

"""What became of a file, in words: one line a code, in Chinese and English.

A code of a container's inside stands at ``<path>!/``; the container itself is in the case in any case.

>>> said("link", "zh")
'是链接，没有跟随；请直接加入它所指的文件'
"""

_OUTSIDE_ZH = "请在外面用别的工具解开，把解出的文件也加入并在备注中写明"
_OUTSIDE_EN = "unpack it outside with another tool, add what comes out as well and say so in a note"

CODES: dict[str, tuple[str, str]] = {
    # Files as they were met.
    "taken": ("已入卷", "taken in"),
    "empty": ("已入卷；文件是空的", "taken in; the file is empty"),
    "known": ("卷内已有相同内容，没有重复入卷", "the same bytes are in the case already; not taken twice"),
    "link": ("是链接，没有跟随；请直接加入它所指的文件", "a link, not followed; add what it points to"),
    "special": (
        "不是普通文件（管道、设备或套接字），没有读取",
        "not a regular file (a pipe, device or socket); not read",
    ),
    "inside_case": ("是案卷自己的文件，跳过", "belongs to the case folder itself; skipped"),
    "case_folder": (
        "是另一个案卷的文件夹，不当作证据读；请用它自己的钥匙打开那个案卷",
        "the folder of another case, not read as evidence; open that case with its own key",
    ),
    "unreadable": (
        "读不出来（权限、路径过长或磁盘）；请检查后重新加入",
        "cannot be read (permission, too long a path, or disk); check and add it again",
    ),
    "failed": (
        "程序读取它时出错，没有入卷，其余照常；请在外面解开后加入，并把这一行报告给我们",
        "the program failed as it read this, and it was not taken; the rest was. Unpack it outside, add it, and report this line",
    ),
    "changed": (
        "读取时被改动，没有入卷；请停止写入后重新加入",
        "changed while it was read and was not taken in; stop what writes to it and add it again",
    ),
    # Members that were taken, and something is to be said of their names.
    "gb18030": (
        "已入卷；压缩包没有说明文件名的编码，按 GB18030 解读，原字节另存",
        "taken in; the archive does not say how its names are encoded: read as GB18030, the bytes are kept",
    ),
    "renamed": (
        "已入卷；压缩包里的名字不安全（路径穿越、控制字符等），已转写",
        "taken in; its name in the archive is unsafe (path traversal, control characters) and is shown escaped",
    ),
    "twice": (
        "已入卷；压缩包里同名的不止一份，名字后加了序号",
        "taken in; the archive holds several of this name, told apart by a number",
    ),
    # Members that were not.
    "member_link": ("是压缩包里的链接，没有跟随", "a link inside the archive, not followed"),
    "hard_link": (
        "是压缩包里另一份文件的别名，内容随那一份入卷",
        "another name of a member of the same archive, whose bytes are taken in there",
    ),
    "member_special": ("是压缩包里的管道、设备等，没有内容", "a pipe, device or the like inside the archive; it has no bytes"),
    "password": (
        f"要密码，没有打开；{_OUTSIDE_ZH}",
        f"needs a password and was not opened; {_OUTSIDE_EN}",
    ),
    "method": (f"压缩方法少见，没有打开；{_OUTSIDE_ZH}", f"packed by a rare method and not opened; {_OUTSIDE_EN}"),
    "window": (f"解压要用的内存太多，没有打开；{_OUTSIDE_ZH}", f"unpacking it takes too much memory; {_OUTSIDE_EN}"),
    "damaged": (
        "损坏：校验值、大小或结构不符，没有取出；请找原始介质重新复制",
        "damaged: check sum, size or structure do not agree, so it was not taken out; copy it anew from the original medium",
    ),
    "truncated": (
        "不完整，到此为止，之前的已入卷；请找原始介质重新复制",
        "cut off here; what lies before was taken in; copy it anew from the original medium",
    ),
    "bomb": (
        f"解开后大得异常（压缩炸弹），没有继续；如确有必要，{_OUTSIDE_ZH}",
        f"unreasonably large when unpacked (a bomb), given up; if it must be, {_OUTSIDE_EN}",
    ),
    # The inside of a container as a whole.
    "too_many": (f"件数太多，没有继续；{_OUTSIDE_ZH}", f"holds too many members, given up; {_OUTSIDE_EN}"),
    "too_large": (f"太大，没有打开；{_OUTSIDE_ZH}", f"too large to be opened; {_OUTSIDE_EN}"),
    "nested": (f"套得太深，没有再打开；{_OUTSIDE_ZH}", f"nested too deeply to be opened; {_OUTSIDE_EN}"),
    "loop": ("里面又是它自己，没有再打开", "holds itself again; not opened once more"),
    "overlap": (
        "几份文件共用同样的字节，是人为构造的；共用的没有取出，其余已入卷",
        "several members share the same bytes, which is made on purpose; those were not taken out, the others were",
    ),
    "unlisted": (
        f"有目录之外的字节，没有取出；{_OUTSIDE_ZH}",
        f"holds bytes that its table of contents does not list; they were not taken out; {_OUTSIDE_EN}",
    ),
    "no_directory": (
        "目录缺失或损坏，从头逐件读出，最后一件之后不明；请找原始介质重新复制",
        "its table of contents is gone: read from the front, what follows the last member is unknown; copy it anew from the original medium",
    ),
    "volume": (
        "是分卷压缩包的一卷，没有打开；请合并全部分卷后再加入",
        "one piece of an archive in several pieces, not opened; join all pieces and add the whole",
    ),
    "rar": (
        "是 RAR 压缩包，本程序不打开；请用 7-Zip、WinRAR 或命令 unrar x 解到一个新文件夹，再把文件夹加入，并在备注中写明从哪个文件解出",
        "a RAR archive, which is not opened here; unpack it with 7-Zip, WinRAR or unrar x into a new folder, add that folder and say in a note what it came out of",
    ),
    "outlook": (
        "是 Outlook 邮件（.msg），邮件已入卷，附件没有取出；请在 Outlook 里另存附件，或转存为 .eml，再一并加入",
        "an Outlook message (.msg): it was taken in, its attachments were not taken out; save them from Outlook, or save it as .eml, and add that as well",
    ),
    "unopened": (f"是本程序不打开的压缩格式，没有打开；{_OUTSIDE_ZH}", f"an archive of a kind not opened here; {_OUTSIDE_EN}"),
}  # fmt: skip


def said(code: str, lang: str) -> str:
    """What happened to a file, in ``"zh"`` or ``"en"``."""
    return CODES[code][0 if lang == "zh" else 1]

"""What one character or word may mean as a digit: Chinese numerals of all series, look-alike letters, sounds, words, ciphers.

Sounds are not listed one by one: GB 2312 orders its first 3,755 characters by pinyin, so a sound is a stretch of that
order. Each digit takes the sounds of its names (一 also yao, 七 guai, 九 gou, 零 dong) and what is near them in the south
(s and sh, l and n, in and ing). Sources: GB 2312-80; radio names of digits in Chinese use; the row of keys of a US keyboard;
Braille (ISO/TR 11548). Left out: characters beyond GB 2312's first level.

>>> [SOUND[char] for char in "舞衣溜妻"], HAN_DIGIT["拐"], WORD["jiu"]
(['5', '1', '6', '7'], '7', '9')
"""

from doxdocket import numerals

HAN_DIGIT = numerals.HAN | dict(zip("弌弍弎幺么吆两俩仨洞拐勾\U0001f006", "1231112230790", strict=True))
"""One Chinese numeral, money's and the radio's among them, with its digit; also the blank tile of mahjong."""

LETTER = dict(zip("OoОоIl|ZzЗзSsbGBqg", "000011122335566899", strict=True))
"""Letters that look like a digit; some are Cyrillic. They count beside digits only."""

WIDE_LETTER = {**LETTER, **dict(zip("DQiEATJ", "0013477", strict=True))}
"""Looser likenesses, for a word of ten or more such letters."""

#: First and last character, in the order of GB 2312, of the sounds of 0 to 9 and the near ones.
_STRETCHES = "琳令 冬洞|一绎 邀耀|而贰|叁散 珊缮|斯巳 师试|巫误|溜六 牛纽|期讫 乖怪|芭爸|揪疚 钩够"


def _sounds() -> dict[str, str]:
    codes = (bytes([row, cell]) for row in range(0xB0, 0xD8) for cell in range(0xA1, 0xFF))
    order = b"".join(code for code in codes if code < b"\xd7\xfa").decode("gb2312")
    return {
        char: digit
        for digit, stretches in zip("0123456789", _STRETCHES.split("|"), strict=True)
        for first, last in map(tuple, stretches.split())
        for char in order[order.index(first) : order.index(last) + 1]
        if char not in HAN_DIGIT
    } | {"参": "3", "韮": "9"}


SOUND = _sounds()
"""A character that sounds like a digit's name, with the digit."""

_LANGUAGES = (
    "ling yi er san si wu liu qi ba jiu",
    "dong yao liang san si wu lu guai ba gou",
    "zero one two three four five six seven eight nine",
    "oh one two three four five six seven eight niner",
    "o one two three four five six seven eight nine",
    "kosong satu dua tiga empat lima enam tujuh lapan sembilan",
    "sifar satu dua tiga empat lima enam tujuh delapan sembilan",
)
WORD = {word: str(digit) for words in _LANGUAGES for digit, word in enumerate(words.split())}
"""Pinyin, English and Malay words of digits."""

CIPHERS = tuple(
    {char: str(digit) for digit, char in enumerate(chars)}
    for chars in ("癸甲乙丙丁戊己庚辛壬", ")!@#$%^&*(", "pqwertyuio", "⠚⠁⠃⠉⠙⠑⠋⠛⠓⠊")
)
"""One sign for one digit: stems, the row of digits with shift held, the row of letters below it, Braille."""

_ROWS = (
    (0, "🕛🕐🕑🕒🕓🕔🕕🕖🕗🕘"),  # faces of clocks, twelve for nought
    (1, "⚀⚁⚂⚃⚄⚅"), (1, "☝✌🤟🖖🖐🤙"),  # dice, fingers
    (1, "氢氦锂铍硼碳氮氧氟"), (1, "ㄧㄦㄙ_ㄨㄌㄑㄅㄐ"),  # elements by number, sounds in Zhuyin
    (1, "i ii iii iv v vi vii viii ix"), (1, "do re mi fa sol la si"), (1, "do re mi fa so la ti"),
    (1, "星期一 星期二 星期三 星期四 星期五 星期六"),
    (0, "鸡蛋 棍子 鸭子 耳朵 旗子 钩子 豆芽 镰刀 葫芦 气球"), (0, "鸭蛋 铅笔 鸭子 耳朵 小旗 秤钩 哨子 拐杖 麻花 勺子"),
    (0, "圆圈 筷子 天鹅 耳朵 帆船 鱼钩 口哨 锄头 雪人 汤勺"),  # what digits look like, in rhymes for children
    (0, "休止 _ _ _ _ _ _ _ 眼镜"), (0, "休止符 _ 白鹅"), (0, "白板 尖"), (0, "圈"), (0, "蛋"),
    (0, "----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----."),  # Morse
)  # fmt: skip
SIGN = {
    sign: str(digit)
    for first, signs in _ROWS
    for digit, sign in enumerate(signs.split() if " " in signs else signs, first)
    if sign != "_"
}
"""Signs and words that are digits only in a row of them which makes a whole number."""

KEYS = {
    char: str(digit)
    for digit, chars in enumerate(("ABC", "DEF", "GHI", "JKL", "MNO", "PQRS", "TUV", "WXYZ"), 2)
    for char in chars
}
"""Letters on the keys of a telephone (ITU-T E.161)."""

MASK = frozenset("*xX×✕✖✗✘●■□█▇▆◼◆▒░#_?※某…")
"""What hides one character of a number."""

"""``./docket docs``: write the reference pages from the code; with ``--check``, say which are stale and fail.

Commands come from the commands themselves, errors from ``errors.py`` and from every place that raises one; the pages
that come from data are in ``tools.reference``.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from doxdocket import errors, words
from doxdocket.cli import root
from doxdocket.cli.command import Command, Group, Page
from doxdocket.cli.failure import snake
from doxdocket.report.text import Lang
from tools import kind_pages, reference, shapes
from tools.words import keys

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "doxdocket"
REFERENCE = ROOT / "docs" / "reference"

COMMANDS: dict[Lang, str] = {
    "en": """# Commands

Generated from the code by `./docket docs`; do not edit. [中文](commands.zh-CN.md)

Every command answers in Chinese, or in English when `LC_ALL`, `LC_MESSAGES` or `LANG` starts with `en` or with
`--lang en`. `--json`, `--lang`, `--quiet` and `--help` may stand before or after the command. Results go to standard
output, progress and errors to standard error. Clear values never enter by an argument.

## Exit codes

| code | meaning |
|---|---|
| 0 | done; what can be cured, such as missing officers, is listed |
| 1 | the evidence says no: tampered, changed while read, not what it claims |
| 2 | a wrong call: the command, its arguments or the key cannot be used |
| 3 | disk, permission, interruption from the keyboard, or an error of ours |
| 143, 129 | asked to end by SIGTERM, SIGHUP; as after an interruption, the same command goes on |

## JSON

With `--json` a command prints one JSON document in UTF-8 with the facts of the text; `export` and `detect` print JSON
Lines. Moments are ISO 8601 in UTC, ids are strings, null is not determinable. An error is printed to standard error as

```json
{"error": {"code": "wrong_call", "exit_code": 2, "message_zh": "…", "message_en": "…", "facts": {}}}
```

`code` is `usage`, `interrupted`, `system`, `internal` (these two with `type` and `place`; `internal` with `stage`, `channel`, `post` and `person` too, where they are known), or the class of
[errors.md](errors.md) in lower case.

Below, JSON behind a page is the keys of its answer: `"x"?` may be left out, `"x" | null` may be null, `[…]` and `{…}` hold values or keys
that depend on the case.
""",
    "zh": """# 命令

由 `./docket docs` 从代码生成，不要手改。[English](commands.md)

默认用中文；`LC_ALL`、`LC_MESSAGES` 或 `LANG` 以 `en` 开头，或加 `--lang en`，则用英文。`--json`、`--lang`、`--quiet`、`--help`
写在命令前后都可以。结果写到标准输出，进度和错误写到标准错误。明文的个人信息从不作为参数传入。

## 退出码

| 码 | 含义 |
|---|---|
| 0 | 完成；可以补正的（如缺经办人）会列出 |
| 1 | 证据说“不”：被改动、读的过程中变了、与所称不符 |
| 2 | 调用有误：命令、参数或钥匙不能用 |
| 3 | 磁盘、权限、键盘中断，或程序自身出错 |
| 143、129 | 被 SIGTERM、SIGHUP 要求结束；与中断一样，再次运行同一条命令会接着做 |

## JSON

加 `--json` 即输出一份 UTF-8 的 JSON，内容与文字相同；`export` 和 `detect` 逐行输出。时间为 UTC 的 ISO 8601，编号都是字符串，
null 表示不能确定。错误写到标准错误：

```json
{"error": {"code": "wrong_call", "exit_code": 2, "message_zh": "…", "message_en": "…", "facts": {}}}
```

`code` 为 `usage`、`interrupted`、`system`、`internal`（后两种带 `type` 和 `place`；`internal` 在已知时还有 `stage`、`channel`、`post`、`person`），或 [errors.zh-CN.md](errors.zh-CN.md) 中类名的小写。

各命令之后的 JSON 是其回答的各键：`"x"?` 可以没有，`"x" | null` 可以为 null，`[…]`、`{…}` 里的值或键因案而异。
""",
}

ERRORS: dict[Lang, str] = {
    "en": """# Errors

Generated from the code by `./docket docs`; do not edit. [中文](errors.zh-CN.md)

Every error says what, where, what it means for the evidence, and the next step. None holds a value of personal
information.
""",
    "zh": """# 错误

由 `./docket docs` 从代码生成，不要手改。[English](errors.md)

每条错误都写明：什么事、在哪里、对证据意味着什么、下一步做什么。任何一条都不含个人信息的明文。
""",
}

MEANING = {
    "WrongCall": "命令或参数不能执行；什么都没有改动。",
    "KeyFault": "手头没有能打开案卷的钥匙。",
    "EvidenceFault": "证据说“不”：文件与收取时不同，或者读的过程中变了。",
    "Unreadable": "采集文件不是本程序认识的任何一种形式。",
    "RuleFault": "随程序发布的规则、种类或案例文件有错。",
    "StorageFault": "磁盘、权限或别的进程妨碍了读写。",
}


@dataclass(frozen=True, slots=True)
class Raised:
    """One message that some place of the code can raise."""

    error: str
    place: str
    zh: str
    en: str


def raised() -> Iterator[Raised]:
    """Every message of an error of ours, in order of place."""
    for path in sorted(SOURCE.rglob("*.py")):
        if path.name == "errors.py":
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MEANING:
                for key in keys(node.args[0]) if node.args else ():
                    said = (words.template(lang, key) for lang in ("zh", "en"))
                    yield Raised(node.func.id, path.relative_to(SOURCE).as_posix(), *said)


def commands_page(lang: Lang) -> str:
    """Every command's help, and the shape of its JSON."""
    parts = [COMMANDS[lang], *_pages("doxdocket", root, lang)]
    return "\n".join(parts)


def _pages(path: str, page: Page, lang: Lang) -> Iterator[str]:
    yield f"## {path}\n\n```text\n{page.help_page(lang, path)}\n```\n"
    if shape := shapes.printed(page, lang):
        yield f"JSON{'：' if lang == 'zh' else ': '}`{shape}`\n"
    if isinstance(page, Group):
        for name, command in page.commands.items():
            assert isinstance(command, Command | Group)  # noqa: S101 - every command is one of ours
            yield from _pages(f"{path} {name}", command, lang)


def errors_page(lang: Lang) -> str:
    """The classes with their exit codes, then every message of each."""
    zh = lang == "zh"
    parts = [
        ERRORS[lang],
        "| 类 | code | 退出码 | 含义 |" if zh else "| class | code | exit | meaning |",
        "|---|---|---|---|",
    ]
    classes = {name: getattr(errors, name) for name in MEANING}
    for name, made in classes.items():
        meaning = MEANING[name] if zh else (made.__doc__ or "").strip()
        parts.append(f"| {name} | `{snake(name)}` | {made.exit_code} | {meaning} |")
    every = sorted(raised(), key=lambda r: (list(MEANING).index(r.error), r.place, r.en))
    for name in classes:
        mine = [r for r in every if r.error == name]
        if mine:
            parts.append(f"\n## {name}\n")
        parts += [f"- `{r.place}` {_quote(r.zh if zh else r.en)}" for r in mine]
    return "\n".join(parts) + "\n"


def _quote(text: str) -> str:
    return text.replace("{{", "{").replace("}}", "}").replace("\n", " ").replace("|", "\\|").replace("<", "&lt;")


def pages() -> dict[Path, str]:
    """Every generated page by its place."""
    made: dict[Path, str] = {}
    for lang, suffix in (("en", ".md"), ("zh", ".zh-CN.md")):
        spoken: Lang = "en" if lang == "en" else "zh"
        made[REFERENCE / f"commands{suffix}"] = commands_page(spoken)
        made[REFERENCE / f"errors{suffix}"] = errors_page(spoken)
        made |= {REFERENCE / f"{name}{suffix}": page(spoken) for name, page in reference.PAGES.items()}
    made[SOURCE / "desk" / "handover" / "columns.tsv"] = reference.columns()
    return made | kind_pages.pages()


def main(words: list[str]) -> int:
    """Write the pages, or name those that the code has left behind."""
    made = pages()
    stale = [p for p, text in made.items() if not p.exists() or p.read_text(encoding="utf-8") != text]
    for path in stale:
        print(f"{path.relative_to(ROOT)} {'is stale: run ./docket docs' if '--check' in words else 'written'}")
        if "--check" not in words:
            path.parent.mkdir(exist_ok=True)
            path.write_text(made[path], encoding="utf-8")
    return 1 if stale and "--check" in words else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

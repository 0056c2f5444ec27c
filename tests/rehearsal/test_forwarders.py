"""Who is forwarded under a display name may be a person: no explanation of the rehearsal case shows the name."""

import json

HIDDEN = ("深海档案馆", "匿名树洞", "无名氏")


def test_no_explanation_and_no_export_of_views_shows_a_display_name(small_case, whole):
    rows = [json.loads(line) for line in small_case.ask("export", "CASE", "reach").splitlines()]
    named = [r for r in rows if "name:" in r["story"] and r["seen"] is not None]
    assert len({r["story"] for r in named}) >= (len(HIDDEN) if whole else 1)
    one = f"{named[0]['channel_id']}/{named[0]['post_id']}"
    asked = [small_case.ask("explain", "CASE", what) for what in ("views", "views_pi", one)]
    assert f"story={named[0]['story']}" in asked[-1]
    for said in [*asked, *(small_case.ask("export", "CASE", table) for table in ("reach", "posts", "network"))]:
        assert [name for name in HIDDEN if name in said] == []

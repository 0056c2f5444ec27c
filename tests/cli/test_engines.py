"""``--engine``: what is secret is no setting, and Spark is started by what works on it alone."""

import pytest

from doxdocket.cli import engines
from doxdocket.errors import WrongCall


@pytest.mark.parametrize(
    "setting",
    [
        "spark.authenticate.secret=a",
        "spark.ssl.keyPassword=a",
        "spark.hadoop.fs.s3a.access.key=a",
        "spark.hadoop.fs.s3a.session.token=a",
        "executor.memory=2g",
        "spark.executor.memory",
    ],
)
def test_a_setting_that_is_secret_or_none_is_refused(setting):
    assert engines.settings(["spark.authenticate.secret.file=/etc/line"])
    with pytest.raises(WrongCall):
        engines.settings([setting])


def test_what_only_looks_ahead_starts_no_spark(mine, call, monkeypatch):
    monkeypatch.setenv("JAVA_HOME", "/nowhere")
    assert call("run", mine, "--engine", "spark").code == 2  # there is no Java
    assert call("run", mine, "--engine", "spark", "--what-would-change").code == 0

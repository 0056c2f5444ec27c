"""The SQL of a step, and a stage, on Spark: for evidence that one machine no longer holds. Only this module imports it.

The text of a step is that of DuckDB, word for word (docs/how-to/run-on-spark.md has the common subset); only its ``$name``
is written ``:name`` on the way, since Spark binds values by that mark. A stage is a pure function of one Arrow batch and
comes to Spark by ``mapInArrow``. Shuffles, spills and what is sent to workers lie encrypted under a key of this session in a
folder that goes with it; there is no page, no event log, no warehouse, and nothing listens beyond this machine unless
a cluster is named. Leaves out: reading and writing a case, which is the store's; the choice of an engine.

>>> marked("SELECT '$a', x FROM t WHERE x < $most -- $b")
"SELECT '$a', x FROM t WHERE x < :most -- $b"
"""

import logging
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

import pyarrow as pa

from doxdocket.engine.pool import cores
from doxdocket.errors import DoxdocketError, StorageFault, WrongCall

try:
    from py4j.protocol import Py4JError
    from pyspark import SparkContext
    from pyspark.errors import PySparkException
    from pyspark.sql import SparkSession
    from pyspark.sql.pandas.types import from_arrow_schema
except ImportError as missing:
    raise WrongCall("spark.spark_is_not_installed_install") from missing

Stage = Callable[[pa.RecordBatch], pa.RecordBatch]

_PARTS = re.compile(r"('(?:[^']|'')*'|--[^\n]*|\"[^\"]*\")|\$(\w+)")
"""What is no code (texts, comments, quoted names), or the mark of a value."""

_SQL = {
    "spark.sql.ansi.enabled": "true",  # what cannot be computed is an error, never a null
    "spark.sql.ansi.doubleQuotedIdentifiers": "true",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.execution.arrow.useLargeVarTypes": "false",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "4096",  # of posts, whose texts may be long
    "spark.sql.catalogImplementation": "in-memory",
}
_QUIET = {
    "spark.ui.enabled": "false",
    "spark.eventLog.enabled": "false",
    "spark.log.level": "OFF",  # what Spark prints of an error may hold what was in the row
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.redaction.string.regex": "(?s).*",
}
_SEALED = {  # here under keys that Spark draws; a cluster has its secret in a file (spark.authenticate.secret.file)
    "spark.io.encryption.enabled": "true",
    "spark.io.encryption.keySizeBits": "256",
    "spark.network.crypto.enabled": "true",
    "spark.authenticate": "true",
}
_HERE = {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
_SMALL = {"spark.sql.adaptive.enabled": "false"}  # on one machine its measuring costs more than it saves


class Session:
    """One Spark, for several statements and stages. One at a time in a process, as Spark has it.

    ``master``: where it runs, this machine unless said. ``settings``: more of Spark's own, those of a cluster for instance.
    """

    def __init__(
        self,
        tables: Mapping[str, pa.Table | Path] = MappingProxyType({}),
        *,
        master: str | None = None,
        settings: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="doxdocket-spark-"))
        try:
            self._spark = _started(
                master or f"local[{cores()}]", self._folder, settings, here=(master or "local").startswith("local")
            )
        except BaseException:
            shutil.rmtree(self._folder, ignore_errors=True)
            raise
        self.add(tables)

    def add(self, tables: Mapping[str, pa.Table | Path]) -> None:
        """Make tables known by their names, in place of others of that name. A path is a folder or file of clear Parquet."""
        for name, table in tables.items():
            self._frame(table).createOrReplaceTempView(name)

    def run(self, sql: str, parameters: Mapping[str, object] | None = None) -> pa.Table:
        """The result of ``sql``; ``$name`` in the text takes its value from ``parameters``."""
        return self._told(lambda: self._spark.sql(marked(sql), args=dict(parameters or {})).toArrow())

    def stage(self, function: Stage, rows: pa.Table | Path, shape: pa.Schema) -> pa.Table:
        """What ``function`` makes of each batch of ``rows``, of the columns ``shape``. The order of batches is not kept.

        ``function`` and what it is bound to go to the workers with each task, over an encrypted line, and to no disk in clear.
        """
        frame = self._frame(rows)
        made = frame.mapInArrow(partial(_each, function), from_arrow_schema(shape))
        return self._told(made.toArrow).cast(shape)

    def _frame(self, table: pa.Table | Path) -> Any:
        if isinstance(table, Path):
            return self._spark.read.parquet(str(table))
        frame = self._spark.createDataFrame(
            table.combine_chunks()
        )  # of several chunks pyspark 4.3 silently takes a part
        if table.num_rows and (taken := frame.count()) != table.num_rows:
            raise StorageFault("spark.spark_took_rows_of_nothing", taken=taken, rows=table.num_rows)  # fmt: skip
        return frame

    @staticmethod
    def _told(work: Callable[[], pa.Table]) -> pa.Table:
        """The answer; an error of Spark is told by its kind alone, since its words may hold what stood in a row."""
        try:
            return work()
        except (PySparkException, Py4JError) as error:
            kind = _kind(error)
        raise DoxdocketError("spark.spark_did_not_compute_this", kind=kind)

    def close(self) -> None:
        """End Spark and its Java process, and remove what it kept on disk."""
        _ended(self._spark)
        shutil.rmtree(self._folder, ignore_errors=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def run(sql: str, tables: Mapping[str, pa.Table], parameters: Mapping[str, object] | None = None) -> pa.Table:
    """The result of one statement over ``tables``, in a Spark of its own."""
    with Session(tables) as session:
        return session.run(sql, parameters)


def marked(sql: str) -> str:
    """The text with ``:name`` for ``$name``, but in texts, comments and quoted names."""
    return _PARTS.sub(lambda m: m[1] or f":{m[2]}", sql)


def _each(function: Stage, batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield function(batch)


def _kind(error: Exception) -> str:
    """The class of an error and Spark's own name of it; no word of its message."""
    named = error.getCondition() if isinstance(error, PySparkException) else None
    return f"{type(error).__name__}: {named}" if named else type(error).__name__


def _started(master: str, folder: Path, settings: Mapping[str, str], *, here: bool) -> SparkSession:
    if SparkContext._active_spark_context is not None:  # noqa: SLF001 - no public way to ask
        raise WrongCall("spark.spark_runs_in_this_process")
    if _java() is None:
        raise WrongCall("spark.no_java_17_or_later")
    for name in ("SPARK_LOCAL_DIRS", "SPARK_CONF_DIR", "PYSPARK_SUBMIT_ARGS"):  # would lead it elsewhere
        os.environ.pop(name, None)
    if here:
        os.environ |= dict.fromkeys(("PYSPARK_PYTHON", "PYSPARK_DRIVER_PYTHON"), sys.executable)
        os.environ |= {"SPARK_LOCAL_IP": "127.0.0.1"}
    logging.getLogger("SQLQueryContextLogger").disabled = True  # prints the statement and the stack of each error
    java = (f"-Djava.io.tmpdir={folder} -Duser.timezone=UTC -Dderby.system.home={folder} -XX:-UsePerfData "
            f"-XX:ErrorFile=/dev/null -XX:-CreateCoredumpOnCrash -Dlog4j2.configurationFile={_log(folder)}")  # fmt: skip
    made = {
        **_SQL, **_QUIET, **_SEALED, **({**_HERE, **_SMALL, "spark.sql.shuffle.partitions": str(cores())} if here else {}),
        "spark.local.dir": str(folder), "spark.sql.warehouse.dir": str(folder / "warehouse"),
        "spark.driver.extraJavaOptions": java, **settings,
    }  # fmt: skip
    builder = SparkSession.builder.master(master).appName("doxdocket")
    for name, value in made.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except (PySparkException, Py4JError, OSError) as error:
        raise StorageFault("spark.spark_did_not_start_check", kind=_kind(error)) from None


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")


def _log(folder: Path) -> Path:
    """A setting of Java's logger that prints nothing, from its first line on."""
    path = folder / "log4j2.properties"
    none = "appender.none.type = Null\nappender.none.name = none\nrootLogger.appenderRef.none.ref = none\n"
    path.write_text(f"status = off\nrootLogger.level = off\n{none}", encoding="utf-8")
    return path


def _ended(spark: SparkSession) -> None:
    gateway = SparkContext._gateway  # noqa: SLF001 - Spark leaves its Java process running until this one ends
    spark.stop()
    if gateway is None:
        return
    SparkContext._gateway = SparkContext._jvm = None  # noqa: SLF001
    process = getattr(gateway, "proc", None)
    gateway.shutdown()
    if process is not None:
        process.stdin.close()
        process.wait(timeout=60)

"""The SQL of a step, and a stage, on Spark: for evidence that one machine no longer holds. Only this module imports it.

The text of a step is that of DuckDB, word for word (docs/how-to/run-on-spark.md has the common subset); only its ``$name``
is written ``:name`` on the way, since Spark binds values by that mark. A stage is a pure function of one Arrow batch and
comes to Spark by ``mapInArrow``. Shuffles, spills and what is sent to workers lie encrypted under a key of this session in a
folder that goes with it; there is no page, no event log, no warehouse, and nothing listens beyond this machine unless
a cluster is named. Tasks (``Workers``) travel sealed under a key of the session, their answers too, so that beside Python nobody on the way reads what a
task is bound to. Leaves out: reading and writing a case, which is the store's; the choice of an engine.

>>> marked("SELECT '$a', x FROM t WHERE x < $most -- $b")
"SELECT '$a', x FROM t WHERE x < :most -- $b"
"""

import logging
import os
import pickle
import re
import secrets
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

import pyarrow as pa

from doxdocket.engine import sql
from doxdocket.engine.pool import BEAT, alone, cores
from doxdocket.errors import DoxdocketError, StorageFault, WrongCall
from doxdocket.seal import box

try:
    import pyspark
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
    "spark.executor.syncLogLevel.enabled": "true",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.redaction.string.regex": "(?s).*",
}
_SEALED = {  # here under keys that Spark draws; a cluster has its secret in a file (spark.authenticate.secret.file)
    "spark.io.encryption.enabled": "true",
    "spark.io.encryption.keySizeBits": "256",
    "spark.network.crypto.enabled": "true",
    "spark.authenticate": "true",
}
_LINE = "spark.authenticate.secret.file"
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
            self.frame(table).createOrReplaceTempView(name)

    def run(self, sql: str, parameters: Mapping[str, object] | None = None) -> pa.Table:
        """The result of ``sql``; ``$name`` in the text takes its value from ``parameters``."""
        return self.told(lambda: self._spark.sql(marked(sql), args=dict(parameters or {})).toArrow())

    def stage(self, function: Stage, rows: pa.Table | Path, shape: pa.Schema) -> pa.Table:
        """What ``function`` makes of each batch of ``rows``, of the columns ``shape``. The order of batches is not kept.

        ``function`` and what it is bound to go to the workers with each task, over an encrypted line, and to no disk in clear.
        """
        frame = self.frame(rows)
        made = frame.mapInArrow(partial(_each, function), from_arrow_schema(shape))
        return self.told(made.toArrow).cast(shape)

    def tables(self, given: Mapping[str, pa.Table]) -> sql.Session:
        """Tables for several statements, as ``sql.session`` opens them."""
        return _Tables(self, self._spark.newSession(), given)

    def workers(self, beat: Callable[[], None]) -> "Workers":
        """Who does tasks on it."""
        return Workers(self, beat)

    def spread(self, function: Callable[[bytes], bytes], rows: Sequence[bytes]) -> list[bytes]:
        """What ``function`` makes of each row, in their order."""
        given = pa.table({"n": pa.array(range(len(rows)), pa.int32()), "data": pa.array(rows, pa.binary())})
        frame = self._spark.createDataFrame(given).mapInArrow(partial(_one_by_one, function), "n int, data binary")
        made = self.told(frame.toArrow)
        found = dict(zip(made["n"].to_pylist(), made["data"].to_pylist(), strict=True))
        return [found[n] for n in range(len(rows))]

    @property
    def slots(self) -> int:
        """How many tasks run side by side."""
        return max(1, int(self._spark.sparkContext.defaultParallelism))

    def frame(self, table: pa.Table | Path, spark: SparkSession | None = None) -> Any:
        """The table as Spark has it, in this session or another of the same Spark."""
        spark = spark or self._spark
        if isinstance(table, Path):
            return spark.read.parquet(str(table))
        if not table.num_rows:  # pyspark 4.3 wants a chunk of it
            table = pa.Table.from_batches([pa.RecordBatch.from_pylist([], table.schema)])
        frame = spark.createDataFrame(table.combine_chunks())  # of several chunks pyspark 4.3 silently takes a part
        if table.num_rows and (taken := frame.count()) != table.num_rows:
            raise StorageFault("spark.spark_took_rows_of_nothing", taken=taken, rows=table.num_rows)  # fmt: skip
        return frame

    @staticmethod
    def told(work: Callable[[], pa.Table]) -> pa.Table:
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


class _Tables(sql.Session):
    """Names that no other session sees; Spark is told of a table when a statement names it."""

    def __init__(self, session: Session, spark: SparkSession, tables: Mapping[str, pa.Table]) -> None:
        self._session, self._spark = session, spark
        self._waiting: dict[str, pa.Table] = dict(tables)
        self._known: set[str] = set()

    def add(self, tables: Mapping[str, pa.Table]) -> None:
        self._waiting |= tables

    def run(self, sql: str, parameters: Mapping[str, object] | None = None) -> pa.Table:
        words = frozenset(re.findall(r"\w+", sql.lower()))
        for name in [name for name in self._waiting if name.lower() in words]:
            self._session.frame(self._waiting.pop(name), self._spark).createOrReplaceTempView(name)
            self._known.add(name)
        used = {name: value for name, value in (parameters or {}).items() if f"${name}" in sql}
        found = self._session.told(lambda: self._spark.sql(marked(sql), args=used).toArrow())
        return found.cast(
            pa.schema([field.with_nullable(True) for field in found.schema])
        )  # as the other engine has it

    def row(self, sql: str) -> tuple[Any, ...]:
        return tuple(column[0].as_py() for column in self.run(sql).columns)  # by place: two may bear one name

    def __exit__(self, *_: object) -> None:
        for name in self._known:
            self._spark.catalog.dropTempView(name)


_ROUND, _BYTES = 4, 64 << 20
"""Tasks a slot, and bytes, that go to Spark at a time."""


class Workers:
    """Tasks on the workers of a Spark, as ``pool.Pool`` has them on this machine: the same functions, small answers as they come.

    A worker that is lost is Spark's to replace, and what it had is done again. What ends its workers or raises there is done here once more, task by task, each in a
    process of its own: then it answers ``Died``, or with its own error.
    """

    def __init__(self, session: Session, beat: Callable[[], None] = lambda: None) -> None:
        self._session, self._beat, self._key = session, beat, box.new_key()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """What is under way is Spark's, and ends with it."""

    def each(self, function: Callable[..., Any], tasks: Iterable[tuple[Any, ...]]) -> Iterator[Any]:
        """The answer to each task; two rounds of tasks are under way, so that no slot waits for the slowest of one."""
        drawn = iter(tasks)
        with ThreadPoolExecutor(2) as two:
            waiting: dict[Future[list[bytes]], list[tuple[Any, ...]]] = {}
            while True:
                while len(waiting) < 2 and (some := self._round(function, drawn)):
                    tasks_, rows = some
                    waiting[two.submit(self._session.spread, partial(_worked, self._key), rows)] = tasks_
                if not waiting:
                    return
                done = wait(waiting, BEAT, FIRST_COMPLETED).done
                if not done:
                    self._beat()
                for future in done:
                    yield from self._answers(function, future, waiting.pop(future))

    def _round(
        self, function: Callable[..., Any], drawn: Iterator[tuple[Any, ...]]
    ) -> tuple[list[tuple[Any, ...]], list[bytes]] | None:
        tasks, rows, size = list[tuple[Any, ...]](), list[bytes](), 0
        for task in drawn:
            tasks.append(task)
            rows.append(box.sealed(self._key, pickle.dumps((function, task))))
            size += len(rows[-1])
            if len(rows) >= _ROUND * self._session.slots or size >= _BYTES:
                break
        return (tasks, rows) if rows else None

    def _answers(
        self, function: Callable[..., Any], future: Future[list[bytes]], tasks: list[tuple[Any, ...]]
    ) -> Iterator[Any]:
        try:
            rows = future.result()
        except DoxdocketError:
            yield from (alone(function, task) for task in tasks)
        else:
            yield from (pickle.loads(box.opened(self._key, row)) for row in rows)  # noqa: S301 - sealed by this session


def _worked(key: bytes, row: bytes) -> bytes:
    """One task, in a worker."""
    function, arguments = pickle.loads(box.opened(key, row))  # noqa: S301 - sealed by this session
    return box.sealed(key, pickle.dumps(function(*arguments)))


def _one_by_one(function: Callable[[bytes], bytes], batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for n, row in zip(batch["n"].to_pylist(), batch["data"].to_pylist(), strict=True):
            yield pa.RecordBatch.from_pydict(
                {"n": pa.array([n], pa.int32()), "data": pa.array([function(row)], pa.binary())}
            )


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
    if not re.fullmatch(r"local(\[.*\])?|yarn|k8s:.*", master):  # which draw a secret for themselves
        settings = dict(settings)
        os.environ |= {"SPARK_CONF_DIR": str(_secret(folder, settings.pop(_LINE, "")))}
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


def _secret(folder: Path, file: str) -> Path:
    """Settings that hold the secret of the line between nodes, in a folder that only this user reads; in the command line of Java everybody would."""
    try:
        secret = Path(file).read_text("utf-8").strip() if file else secrets.token_urlsafe(32)
    except OSError:
        raise WrongCall("spark.secret_file_cannot_be_read", file=file) from None
    (place := folder / "conf").mkdir(mode=0o700)
    (place / "log4j2.properties").write_text(_SILENT, encoding="utf-8")
    (place / "spark-defaults.conf").write_text(f"spark.authenticate.secret {secret}\n", encoding="utf-8")
    return place


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home) / "bin")) if home else shutil.which("java")


_SILENT = """status = off
rootLogger.level = off
appender.none.type = Null
appender.none.name = none
rootLogger.appenderRef.none.ref = none
"""


def _log(folder: Path) -> Path:
    """A setting of Java's logger that prints nothing, from its first line on."""
    path = folder / "log4j2.properties"
    path.write_text(_SILENT, encoding="utf-8")
    return path


def _ended(spark: SparkSession) -> None:
    gateway = SparkContext._gateway  # noqa: SLF001 - Spark leaves its Java process running until this one ends
    left = Path(pyspark.__file__).parent / "work" / spark.sparkContext.applicationId  # of executors of local-cluster
    spark.stop()
    shutil.rmtree(left, ignore_errors=True)
    if gateway is None:
        return
    SparkContext._gateway = SparkContext._jvm = None  # noqa: SLF001
    process = getattr(gateway, "proc", None)
    gateway.shutdown()
    if process is not None:
        process.stdin.close()
        process.wait(timeout=60)

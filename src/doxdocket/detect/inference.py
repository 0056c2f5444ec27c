"""Loading a network: the one place that knows onnxruntime.

One thread a network, so that several processes share the cores and the same bytes give the same numbers. The library's
own reporting to its maker is off twice: by the environment (``doxdocket/__init__.py``), which it reads when it is loaded,
and by its own switch here, which alone would come too late for the first lookup. Left out: graphics cards.

>>> import os
>>> os.environ["ORT_DISABLE_TELEMETRY"]
'1'
"""

import os
from functools import cache
from pathlib import Path
from typing import Any


@cache
def _library() -> Any:
    """The library, quiet; loaded with the first network, since most texts need none."""
    import onnxruntime  # noqa: PLC0415 - see above

    onnxruntime.disable_telemetry_events()
    return onnxruntime


def failures() -> tuple[type[Exception], ...]:
    """What a network raises over its input."""
    raised = _library().capi.onnxruntime_pybind11_state
    return raised.Fail, raised.RuntimeException, raised.InvalidArgument


def session(model: str | os.PathLike[str] | bytes, *, keep_memory: bool = True, as_written: bool = False) -> Any:
    """The network of a model file, or of its bytes; without ``keep_memory`` it gives back the memory of its largest input; ``as_written``: no node joined with another."""
    options = _library().SessionOptions()
    if as_written:
        options.graph_optimization_level = _library().GraphOptimizationLevel.ORT_DISABLE_ALL
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = keep_memory
    options.log_severity_level = 4  # what fails raises
    return _library().InferenceSession(
        model if isinstance(model, bytes) else Path(model), options, providers=["CPUExecutionProvider"]
    )

"""Loading a network: the one place that knows onnxruntime.

One thread a network, so that several processes share the cores and the same bytes give the same numbers. The library's
own reporting to its maker is off twice: by the environment (``doxdocket/__init__.py``), which it reads when it is loaded,
and by its own switch here, which alone would come too late for the first lookup. Left out: graphics cards.

>>> import os
>>> os.environ["ORT_DISABLE_TELEMETRY"]
'1'
"""

import os
from pathlib import Path
from typing import Any

import onnxruntime
from onnxruntime.capi import onnxruntime_pybind11_state as library

#: What a network raises over its input.
FAILED = (library.Fail, library.RuntimeException, library.InvalidArgument)

onnxruntime.disable_telemetry_events()


def session(path: str | os.PathLike[str], *, keep_memory: bool = True) -> Any:
    """The network of a model file; without ``keep_memory`` it gives back the memory of its largest input."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = keep_memory
    options.log_severity_level = 4  # what fails raises
    return onnxruntime.InferenceSession(Path(path), options, providers=["CPUExecutionProvider"])

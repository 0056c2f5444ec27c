"""doxdocket (开盒案卷): from captured doxxing channels to figures a court can check."""

import os

#: onnxruntime (since 1.29) keeps a device id in the user's home and calls its maker's server unless this stands in the
#: environment when it is loaded. Set here, before any room can load it; spawned processes inherit it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"
#: Products of matrices on one thread a process, since several processes share the cores: on a busy machine OpenBLAS's threads wait for one another
#: by spinning (measured on two busy cores: 7.3 s of CPU time for what one thread does in 1.3 s). Read when numpy is loaded.
os.environ["OPENBLAS_NUM_THREADS"] = os.environ.get("OPENBLAS_NUM_THREADS", "1")

__version__ = "0.1.0"

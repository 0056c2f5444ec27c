"""doxdocket (开盒案卷): from captured doxxing channels to figures a court can check."""

import os

#: onnxruntime (since 1.29) keeps a device id in the user's home and calls its maker's server unless this stands in the
#: environment when it is loaded. Set here, before any room can load it; spawned processes inherit it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

__version__ = "0.1.0"

"""doxdocket (开盒案卷): from captured doxxing channels to figures a court can check."""

__version__ = "0.1.0"

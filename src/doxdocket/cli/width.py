"""Where the ``assess`` commands still take the setting of text from; everybody else has it from ``report.text``."""

from doxdocket.report.text import pad, table, width, wrap

__all__ = ["pad", "table", "width", "wrap"]

"""Which of many channels expose people, from their files and without a case: what each does, in numbers and a score, never whom.

Source: docs/how-to/scan-channels.md. Files are read as a case reads them (``intake.containers``, ``parse``, ``detect.stage``), under a key that lives
as long as the process; what is kept is counts.
Left out: linking persons but by an equal name in one channel, pictures, bounds: those are a case's.
"""

"""Scripts that make the golden inputs are run by the tests of their rooms and are no tests themselves."""

collect_ignore_glob = ["*/*.py"]

"""What persons decide: the acts, which decisions stand, where in a run the things are that they name, what contradicts what."""

"""Laws are tried without a stopwatch: a busy machine is no counter-example."""

from hypothesis import settings

settings.register_profile("zi", deadline=None)
settings.load_profile("zi")

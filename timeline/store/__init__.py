"""What is known, kept: articles, mentions, merged events and what people change, in one relational store.

Rows are never overwritten: each carries the revision that added it and the one that withdrew it.
"""

from timeline.store.answers import Beside, Brief, Density, Facets, Summary
from timeline.store.readmodel import ReadModel
from timeline.store.record import Store, load_samples, samples
from timeline.store.writing import Added

__all__ = ["Added", "Beside", "Brief", "Density", "Facets", "ReadModel", "Store", "Summary", "load_samples", "samples"]

"""Datelines: news articles in, a dated and sourced timeline of what states did to one another out."""

__version__ = "0.1.0"

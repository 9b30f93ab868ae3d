"""An inspection bench for customs officers: risk queue, declaration, X-ray, decision, on line and off."""

__version__ = "0.1.0"

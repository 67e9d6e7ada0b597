"""Assessments and scores as rows and as codes. Each module is a capability of its own and imported by its name."""

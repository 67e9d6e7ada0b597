"""Several assessments, or several models, read together. Each module is a capability of its own and imported by its name."""

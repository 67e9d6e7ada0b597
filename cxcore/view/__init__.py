"""One telling of each result, in words. Each module is imported by its own name, when it is first needed."""

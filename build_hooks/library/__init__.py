"""YAML to checked objects: everything under `frameworks/`, read, checked and reported with places."""

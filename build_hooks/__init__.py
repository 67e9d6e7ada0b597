"""Builds the site: set-up, loading of the frameworks, pages, the bundle for the browser, and the command `cx`."""

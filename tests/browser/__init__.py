"""The built site in a real browser, with the real scorer."""
